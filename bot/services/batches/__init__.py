"""What is done to many members: planned piece by piece, confirmed, done in slices, and reported.

What it is that is done, the rooms above say: `grants` gives rewards, `points` moves points.
"""
