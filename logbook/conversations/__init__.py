"""The reflective conversation of a house's team, with one screen in the middle."""
