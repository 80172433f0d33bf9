"""Which lines of the log are shown to whom."""
