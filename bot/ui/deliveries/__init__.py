"""Deliveries as Discord gets them: how they look, where they go, and what an error means."""
