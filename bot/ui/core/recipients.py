"""Recipients of what is done to many: the holders of a role, or a file of ids."""

import asyncio
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import discord

from bot.services.codes import csvfile
from bot.texts import t
from bot.ui.core.answers import Progress
from bot.ui.core.base import Interaction, db, locale, person
from bot.ui.core.cards import Card
from bot.ui.core.files import MEGABYTE, attached_file

LARGEST_FILE = 5 * MEGABYTE
"""Bytes of a file of ids."""

MOST_LINES = 100_000
"""Lines of a file of ids."""

_LINES_SHOWN = 10
"""Lines of a file that a card names."""

_A_PAGE = 1_000
"""Members of one page: "Guild", List Guild Members."""


@dataclass(frozen=True)
class Recipients:
    """Members, the longest ones first, and how many were listed but are left out.

    `absent` are no members, `bots` no people; `bad_lines` of a file hold no id.
    """

    member_ids: list[int]
    absent: int = 0
    bots: int = 0
    bad_lines: tuple[int, ...] = ()

    def left_out(self, language: str) -> list[str]:
        """Return a line for each reason why somebody is left out."""
        facts = {"grant-many-absent": self.absent, "grant-many-bots": self.bots}
        reasons = [t(language, text_id, count=count) for text_id, count in facts.items() if count]
        if self.bad_lines:
            lines = ", ".join(str(line) for line in self.bad_lines[:_LINES_SHOWN])
            more = "" if len(self.bad_lines) <= _LINES_SHOWN else " …"
            count = len(self.bad_lines)
            reasons.append(t(language, "grant-many-bad", count=count, lines=lines + more))
        return reasons


async def with_role(interaction: Interaction, progress: Progress, role: discord.Role) -> Recipients:
    """Return the holders of a role."""
    members = await fetch_members(interaction, progress)
    return await asyncio.to_thread(_holders, members, role)


async def in_file(
    interaction: Interaction,
    progress: Progress,
    file: discord.Attachment,
    *,
    absent_too: bool = False,
) -> Recipients:
    """Return who is listed in a file; `absent_too`: also who is no member now."""
    upload = await attached_file("file", file, LARGEST_FILE).fetch(interaction)
    # In threads: a large file or a large server would block the event loop.
    listed = await asyncio.to_thread(
        csvfile.member_ids, io.BytesIO(upload.content), most_lines=MOST_LINES
    )
    members = await fetch_members(interaction, progress)
    found = await asyncio.to_thread(_listed, members, listed.ids, absent_too)
    return Recipients(found.member_ids, found.absent, found.bots, tuple(listed.bad_lines))


async def fetch_members(interaction: Interaction, progress: Progress) -> list[discord.Member]:
    """Fetch all members of the server; a thousand a page."""
    assert interaction.guild is not None
    members = []
    async for member in interaction.guild.fetch_members(limit=None):
        members.append(member)
        if len(members) % _A_PAGE == 0:
            await progress.tell(t(locale(interaction), "grant-many-counting", count=len(members)))
    return members


def _holders(members: list[discord.Member], role: discord.Role) -> Recipients:
    holders = [member for member in members if role in member.roles]
    people = [member for member in holders if not member.bot]
    return Recipients(_longest_first(people), bots=len(holders) - len(people))


def _listed(members: list[discord.Member], ids: Sequence[int], absent_too: bool) -> Recipients:
    wanted = dict.fromkeys(ids)
    here = [member for member in members if member.id in wanted]
    people = [member for member in here if not member.bot]
    present = {member.id for member in here}
    absent = [member_id for member_id in wanted if member_id not in present]
    return Recipients(
        _longest_first(people) + (absent if absent_too else []),
        absent=0 if absent_too else len(absent),
        bots=len(here) - len(people),
    )


def _longest_first(members: Iterable[discord.Member]) -> list[int]:
    def since(member: discord.Member) -> tuple[float, int]:
        return (member.joined_at.timestamp() if member.joined_at else 0.0, member.id)

    return [member.id for member in sorted(members, key=since)]


class BatchReport(Protocol):
    """The progress of a batch."""

    @property
    def whole(self) -> bool:
        """Whether what was decided has been done to the end."""


Report = TypeVar("Report", bound=BatchReport)


async def run_batch(
    interaction: Interaction,
    progress: Progress,
    step: Callable[..., Report],
    batch_id: int,
    show: Callable[[Report], Card],
) -> Report:
    """Run a batch slice by slice until it is complete, showing its progress.

    Should this process stop, the scheduler resumes the batch, and the card shows its progress.
    """
    database, community_id = db(interaction), person(interaction).community_id
    while not (report := await database.work(step, community_id, batch_id)).whole:
        await progress.tell(show(report))
    return report
