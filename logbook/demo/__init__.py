"""The example programme and its cycles: all invented, and marked as EKSEMPELDATA."""
