"""First names in Denmark: the list, its sources and licences, and what made it."""
