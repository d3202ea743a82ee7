"""A package of commands of which one file cannot be loaded."""
