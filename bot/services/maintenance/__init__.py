"""Maintenance: what expires or is kept for a time only, and proof that the rest adds up."""
