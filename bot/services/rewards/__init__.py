"""Rewards: what managers define, and what members may have of it."""
