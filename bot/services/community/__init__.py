"""Community: what managers set, the first setup, and what is left when Laurel is removed."""
