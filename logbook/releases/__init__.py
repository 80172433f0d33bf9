"""Passages that their writers give to KP, one by one: visible, dated, withdrawable."""
