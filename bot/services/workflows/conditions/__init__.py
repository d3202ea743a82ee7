"""Conditions: what has to be true for a workflow to run, one file each."""
