"""The commands that every member may use, one file for each family."""
