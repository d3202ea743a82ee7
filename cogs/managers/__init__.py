"""The commands that managers use, one file for each family."""
