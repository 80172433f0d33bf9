"""Where a house's cycles stand, as its leader sees them."""
