"""Listeners: they translate Discord's events and hand them to the intake."""
