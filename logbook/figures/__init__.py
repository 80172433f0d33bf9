"""What may be said of houses side by side: a district, a programme, and never a person."""
