"""Statistics in charts, words and files."""
