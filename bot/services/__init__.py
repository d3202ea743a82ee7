"""The rules and the use cases: functions that take a session and know nothing of Discord."""
