"""How commands and listeners are found and loaded."""
