"""An import of points: from another bot's file to the last member, and the same rows by hand."""

import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from bot.runtime import point_files
from bot.services.moving import importing, preview
from db.database import Database, connect
from db.session import World
from tests.benchmarks.many import Sliced, write_by_hand
from tests.benchmarks.warm import collect_as_the_program
from tests.support import factories
from tests.support.factories import BOSS

WRITTEN = ("member", "wallet", "ledger_entry", "audit_entry")
"""Tables into which an import puts rows."""

_FIRST = 900_000_000_000_000_000
_STRIDE = 2_654_435_761


@dataclass(frozen=True)
class Moved:
    """How an import went. `whole`: seconds from the file's bytes to the last member.

    `sliced` has the slices that bring points in, beside the same rows by hand; `staged` those that
    stage accounts and write down who gets what.
    """

    whole: float
    sliced: Sliced
    staged: list[float]


class _Watched:
    """A database that notes how long each piece of background work took."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.took: dict[str, list[float]] = {}
        self.decided = 0.0  # seconds that the decision took

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    async def write(self, use_case: Callable[..., Any], *args: Any, **rest: Any) -> Any:
        """Do it, and note how long the decision takes."""
        began = time.perf_counter()
        done = await self._db.write(use_case, *args, **rest)
        if use_case is importing.confirm:
            self.decided = time.perf_counter() - began
        return done

    async def work(self, use_case: Callable[..., Any], *args: Any, **rest: Any) -> Any:
        """Do it, and note for how long."""
        began = time.perf_counter()
        done = await self._db.work(use_case, *args, **rest)
        self.took.setdefault(use_case.__name__, []).append(time.perf_counter() - began)
        return done


def a_page(members: int, *, beyond: int = 0) -> bytes:
    """Return a page of a leaderboard as MEE6 gives it out, with so many members.

    Who has most comes first, so ids are in no order.
    """
    numbers = sorted(range(beyond + 1, beyond + members + 1), key=lambda one: one * _STRIDE % 2**32)
    players = [
        {
            "avatar": "0f" * 16,
            "detailed_xp": [1230, 1255, xp],
            "discriminator": "0",
            "guild_id": str(_FIRST),
            "id": str(_FIRST + number),
            "level": 11,
            "message_count": 350,
            "username": f"member {number}",
            "xp": xp,
        }
        for xp, number in zip(range(members, 0, -1), numbers, strict=True)
    ]
    return json.dumps({"page": 0, "players": players, "role_rewards": []}).encode()


async def _quietly(*_: object) -> None:
    """Hear of progress and say nothing."""


async def measure(url: str, world: World, members: int) -> Moved:
    """Import a file of so many members, none of whom has been here."""
    db = connect(url, world)
    await db.write(factories.add_community)
    await _import(db, a_page(1_000, beyond=members))  # everything is compiled
    collect_as_the_program()
    file = a_page(members)
    watched = _Watched(db)
    began = time.perf_counter()
    await _import(cast(Database, watched), file)
    whole = time.perf_counter() - began
    await db.close()
    slices = watched.took.pop("step")
    staged = [took for some in watched.took.values() for took in some]
    by_hand = await write_by_hand(url, WRITTEN, len(slices), [])
    return Moved(whole, Sliced(members, watched.decided, slices, by_hand), staged)


async def _import(db: Database, file: bytes) -> None:
    """Bring a file in."""
    moving_id = await point_files.stage(db, BOSS, [io.BytesIO(file)], "f", on_progress=_quietly)
    turn = (await db.read(preview.preview, BOSS, moving_id)).turn
    batch_id = await db.write(importing.confirm, BOSS, moving_id, turn)
    await point_files.complete(db, BOSS, batch_id, on_progress=_quietly)
