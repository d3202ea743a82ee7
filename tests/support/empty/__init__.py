"""A package of commands without any."""
