"""How members earn: what actions pay, tiers, streaks and the leaderboard."""
