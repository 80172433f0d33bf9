"""The names that the guard knows, as the browser asks for them; and a municipality's own list."""
