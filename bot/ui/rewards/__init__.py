"""What managers see of a reward: its draft card with forms, the list, its statistics."""
