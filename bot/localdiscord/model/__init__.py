"""Communities, channels, members and messages, and what changes them."""
