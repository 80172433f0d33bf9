"""Where it happens: the programme, its districts, houses, modules and their sessions."""
