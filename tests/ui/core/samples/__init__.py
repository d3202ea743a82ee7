"""Commands that do what a test of the interface needs, and go wrong where it needs that."""
