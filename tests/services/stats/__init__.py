"""Statistics for managers."""
