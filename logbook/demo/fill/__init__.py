"""Plausible cycles by the thousand, for benchmarks."""
