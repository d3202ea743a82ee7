"""Deletions: what names a role or channel that was deleted on Discord."""
