"""Why a member got something, or did not: what Laurel saw, what it paid, goals and runs."""
