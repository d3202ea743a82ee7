"""Why a member got something, or did not."""
