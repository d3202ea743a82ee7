"""Workflows in chat: the card on which one is put together, what it reads like, and its runs."""
