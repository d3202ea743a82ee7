"""What the commands of `python -m bot` do, as far as it is more than a line."""
