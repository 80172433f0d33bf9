"""What must never be written down: for now, the numbers that name a child for certain."""
