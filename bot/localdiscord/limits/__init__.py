"""Discord's limits on what bots send, by rules of our own where the description has none."""
