"""Garbage collection: how often Python looks for garbage, and where it never looks again."""

import gc

NEW_OBJECTS = 10_000
"""After how many new objects Python looks for garbage; its own 700 are a few messages here."""


def spare() -> None:
    """Never again look for garbage among what is loaded by now.

    Each look through all of it would keep everybody waiting for a quarter of a second.
    """
    if not gc.get_freeze_count():
        gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
        gc.collect()
        gc.freeze()
