"""Sparring: what a leader gives back when she is asked; never an approval."""
