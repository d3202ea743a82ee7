"""Laurel: a community's rewards programme on Discord."""

__version__ = "0.1.0"
