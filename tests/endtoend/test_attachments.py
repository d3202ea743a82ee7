"""No file that somebody attaches keeps the bot from its other work.

What blocked the loop is looked for through the whole run (see `nothing_blocks`); here each command
that takes a file gets large dull ones. Seen failing while files were read in the loop.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.localdiscord import Community, File, LocalDiscord, Member
from bot.localdiscord.wire import Json, OptionType
from db.database import Database
from tests.endtoend.rewards import coupon, voucher
from tests.support.blocking import BlockedLoop
from tests.support.pictures import png

LINES = 100_000

DULL = {
    "empty lines": b"\n" * LINES,
    "short lines": b"1\n" * LINES,
    "an open quote": b'"' + b"a\n" * LINES,
    "one line": b"a" * LINES,
    "commas": b"," * LINES,
    "items": b"- 1\n" * LINES,
    "a picture": png().data + b"\0" * LINES,
}

# What each command that takes a file is given besides it.
OTHERS: dict[tuple[str, str], dict[str, Any]] = {
    ("codes import", "file"): {"reward": "Bookshop"},
    ("grant file", "file"): {"reward": "Mug"},
    ("reward create", "image"): {"kind": "coupon", "name": "Cup", "cost": 5, "stock": 5},
    ("reward edit", "image"): {"reward": "Mug"},
    ("workflow import", "file"): {},
    ("points award", "file"): {"amount": 5},
    ("points import", "file"): {},
}

# Read as one of those is.
FURTHER = {
    ("points deduct", "file"),
    *(("points import", f"file{number}") for number in range(2, 6)),
}


def takes_a_file(commands: list[Json], path: str = "") -> Iterator[tuple[str, str]]:
    """Return every option for a file, with its command."""
    for command in commands:
        name = f"{path} {command['name']}".strip()
        options = command.get("options", [])
        kinds = {option["name"]: option["type"] for option in options}
        yield from ((name, o) for o, kind in kinds.items() if kind == OptionType.ATTACHMENT)
        groups = (OptionType.SUBCOMMAND, OptionType.GROUP)
        yield from takes_a_file([o for o in options if o["type"] in groups], name)


async def test_every_command_that_takes_a_file_is_tried(discord: LocalDiscord) -> None:
    assert set(takes_a_file(discord.commands)) == set(OTHERS) | FURTHER


@pytest.mark.parametrize("content", DULL)
@pytest.mark.parametrize(("command", "option"), OTHERS)
async def test_a_large_dull_file(
    command: str,
    option: str,
    content: str,
    nothing_blocks: BlockedLoop,
    db: Database,
    club: Community,
    linh: Member,
) -> None:
    await voucher(db, club, name="Bookshop")
    await coupon(db, club, "Mug")
    before = list(nothing_blocks.found)
    file = File("dull.bin", DULL[content])
    answer = await linh.command(command, **OTHERS[command, option], **{option: file})
    assert answer.text
    assert nothing_blocks.found == before
