"""Workflows: when something happens, if conditions hold, do steps in order."""
