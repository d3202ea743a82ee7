"""What members are called, for files: Laurel stores no names, so Discord is asked."""

from collections.abc import Sequence
from itertools import islice

from bot.ui.core.base import Interaction, host
from bot.ui.core.faces import MOST_ASKED

MOST = 1_000
"""Members of one file whose names are looked up; the others stand there by their ids alone."""

LENGTH = 32
"""Characters of a name: "Guild Member Object" of Discord's documentation, Nicknames."""


async def names_of(interaction: Interaction, member_ids: Sequence[int]) -> dict[int, str]:
    """Return what members are called who are here, of the first so many; by id."""
    if interaction.guild is None:
        return {}
    wanted, names = list(islice(dict.fromkeys(member_ids), MOST)), dict[int, str]()
    for first in range(0, len(wanted), MOST_ASKED):
        some = wanted[first : first + MOST_ASKED]
        found = await host(interaction).faces.of(interaction.guild, some)
        names |= {one: member.display_name[:LENGTH] for one, member in found.items()}
    return names
