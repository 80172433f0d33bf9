"""What somebody has written and not saved yet, and the receipts of what a script has saved."""
