"""A file of commands that cannot be loaded."""

raise RuntimeError("as a mistake in a file would")
