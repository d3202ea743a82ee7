"""Handing out what Laurel owes: how it looks, where it goes, and what an error means."""
