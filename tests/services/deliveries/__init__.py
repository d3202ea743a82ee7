"""What is owed, and what becomes of it."""
