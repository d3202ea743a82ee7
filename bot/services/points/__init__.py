"""Points: the ledger, what earns them, tiers, streaks and the leaderboard."""
