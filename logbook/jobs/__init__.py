"""What takes longer than a page may wait: one worker makes it, and it is fetched when ready."""
