"""One turn of the wheel: wonder, plan, try, observe, reflect."""
