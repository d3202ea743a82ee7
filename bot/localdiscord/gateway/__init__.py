"""The Gateway: connections, sessions, intents, and what is sent on them."""
