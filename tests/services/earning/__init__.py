"""How members earn."""
