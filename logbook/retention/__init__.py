"""How long texts are kept: what is due, the warning before, and the erasing."""
