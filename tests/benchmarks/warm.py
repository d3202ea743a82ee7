"""What a measurement does once it is warm."""

import gc

from bot.runtime import garbage


def collect_as_the_program() -> None:
    """Look for garbage from now on as the program does once it is ready.

    Python would look through all that the measurement holds, several times a run: up to a tenth of
    a second in the middle of something that takes a few milliseconds.
    """
    gc.unfreeze()  # by the measurement before
    garbage.spare()
