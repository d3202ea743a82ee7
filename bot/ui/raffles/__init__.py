"""Raffles: their card, what members press on it, and how managers open and close one."""
