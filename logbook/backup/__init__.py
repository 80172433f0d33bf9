"""The whole database in one file: taken while people write, tried before it counts, put back."""
