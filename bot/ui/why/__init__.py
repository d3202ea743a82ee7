"""Why somebody got something, or did not, in one card."""
