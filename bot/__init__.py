"""Laurel: a community's rewards programme on Discord."""
