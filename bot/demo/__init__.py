"""The demo: the real bot in its own process, on a local Discord, with members who use it."""
