"""Cards and forms of goals."""
