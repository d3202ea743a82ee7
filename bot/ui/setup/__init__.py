"""The guided first run: one card, which leads from step to step."""
