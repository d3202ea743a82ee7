"""Webhooks: calls that come in, and calls that workflows make."""
