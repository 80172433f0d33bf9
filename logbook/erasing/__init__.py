"""Deleting for good: a text and all that holds it, everywhere; and leaving the programme."""
