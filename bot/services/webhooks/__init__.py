"""Webhooks: what calls are signed with, what a call makes happen, and which ones came."""
