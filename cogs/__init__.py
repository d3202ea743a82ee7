"""The commands, one short file for each family."""
