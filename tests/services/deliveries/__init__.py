"""Deliveries, and what becomes of them."""
