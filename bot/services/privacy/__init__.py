"""Privacy: a member's data, exported and erased."""
