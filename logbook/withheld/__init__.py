"""”Her kan nogen genkendes”: texts that were reported, hidden, and read through again."""
