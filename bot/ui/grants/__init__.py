"""Giving rewards by hand: to one member out of a picker, and to many."""
