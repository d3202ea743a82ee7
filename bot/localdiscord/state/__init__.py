"""What exists now: the world, its commands, and the interactions that are open."""
