"""The fonts of a printed extract, and the program that makes them."""
