"""The demo: a sample community on the local Discord, and a tour of it."""
