"""The log: who did what and when, in ids alone, where nothing can be changed unseen."""
