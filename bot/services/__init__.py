"""The rules and the use cases: ordinary functions that take a session and know nothing of Discord."""
