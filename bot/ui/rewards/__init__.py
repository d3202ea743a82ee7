"""What managers see of a reward: its draft card with forms, the list, how it fares."""
