"""Members: who is here, what their roles mean, and their memberships."""
