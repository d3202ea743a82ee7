"""What is Discord-shaped and shared by commands."""
