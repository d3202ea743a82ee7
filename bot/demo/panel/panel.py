"""The panel: answers what its module in the page asks for, and tells it what has changed."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.demo.panel.faults import FaultSwitches
from bot.demo.panel.masks import Masker, lookup
from bot.demo.panel.tables import Tables
from bot.demo.panel.tour import Tour
from bot.demo.panel.webhook import TYPES, SignedCalls
from bot.demo.panel.wire import Wire
from bot.demo.process import BotProcess, BotStoppedError
from bot.demo.sample import SampleCommunity
from bot.demo.steps import Steps
from bot.localdiscord import LocalDiscord, Request
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.page.extension import Extension
from bot.localdiscord.page.window import Window
from bot.localdiscord.wire import Json, JsonValue
from db.engines import sqlite_file
from db.errors import DatabaseUnavailableError
from db.readonly import ReadOnlyFile

STATIC = Path(__file__).parent / "static"

LOOKING_SECONDS = 0.3
"""How often the tables are asked whether they have changed."""

GATHERED = timedelta(seconds=65)
"""How far the clock goes on after it was moved: what reminds of several things waits a minute."""

MOST_DAYS = 31
"""How far one press moves the clock at the most."""

_TYPES: Json = {name: dict(data) for name, data in TYPES.items()}

R = TypeVar("R")


class Panel:
    """What the side panel shows and does."""

    def __init__(
        self, discord: LocalDiscord, club: SampleCommunity, bot: BotProcess, steps: Steps
    ) -> None:
        """Look into the database, which must be there."""
        self._discord = discord
        self._bot = bot
        self._in_turn = asyncio.Lock()
        self._moving = asyncio.Lock()
        path = sqlite_file(bot.database_url)
        # One connection for this loop, and one for a thread.
        self._file, self._thread_file = ReadOnlyFile(path), ReadOnlyFile(path)
        masker = Masker(lookup(self._thread_file))
        self._tables = Tables(self._thread_file, masker)
        self.wire = Wire(masker, self._in_thread, lambda: discord.now)
        self._faults = FaultSwitches(discord)
        self._shown_faults = self._faults.state()
        self._calls = SignedCalls(
            club, bot.webhook_address, self._file, Masker(lookup(self._file)), lambda: discord.now
        )
        self.tour = Tour(
            discord, club, steps, self._file, self._calls, self.forward, self._broadcast
        )
        self._asked: dict[str, Callable[[Json], Awaitable[JsonValue]]] = {
            "state": self._state,
            "forward": self._forward_days,
            "fault": self._fault,
            "restart": self._restart,
            "call": self._call,
            "wire": self._wire,
            "tables": self._table_names,
            "table": self._table,
            "step": self._step,
            "file": self._offered,
        }

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be part of the page until the block ends."""
        self._discord.on_request(self._answered)
        self._discord.on_dispatch(self.wire.event)
        self._discord.on_event(self._hear)
        self._bot.watch(self._broadcast)
        self._discord.page.extend(Extension("panel", STATIC, "panel.js", self.handle))
        work = [asyncio.create_task(self.wire.run()), asyncio.create_task(self._look())]
        try:
            yield
        finally:
            self._bot.unwatch(self._broadcast)
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            self._file.close()
            self._thread_file.close()

    async def handle(self, _window: Window, data: JsonValue) -> JsonValue:
        """Do what a window asks for."""
        return await self.answer(data)

    async def answer(self, data: JsonValue) -> JsonValue:
        """Do what is asked for, and return what comes of it."""
        asked = data if isinstance(data, dict) else {}
        answer = self._asked.get(str(asked.get("do")))
        if answer is None:
            raise NotPossible("the panel does not know this")
        return await answer(asked)

    async def forward(self, by: timedelta) -> None:
        """Move the clock of the local Discord and of the bot, and let the bot do what is due."""
        async with self._moving:
            for step in (by, GATHERED):
                await self._discord.advance(step)
                await self._bot.advance(step)
        self.tour.moved(by)
        self._broadcast()

    def _answered(self, request: Request) -> None:
        self.wire.request(request)
        if self._faults.state() != self._shown_faults:
            self._broadcast()

    def _hear(self, event: Json) -> None:
        self._calls.hear(event)
        self.tour.hear(event)

    async def _look(self) -> None:
        while True:
            with suppress(DatabaseUnavailableError):  # the next look may go better
                self.tour.look()
            await asyncio.sleep(LOOKING_SECONDS)

    async def _in_thread(self, do: Callable[..., R], *values: object) -> R:
        async with self._in_turn:
            return await asyncio.to_thread(do, *values)

    def _broadcast(self) -> None:
        self._discord.page.broadcast("panel", self._now())
        self._discord.world.notify()

    def _now(self) -> Json:
        self._shown_faults = self._faults.state()
        return {
            "now": self._discord.now.isoformat(),
            "bot": self._bot.state,
            "faults": self._shown_faults,
            "tour": self.tour.state(),
            "webhook": {"set_up": self._calls.is_set_up, "types": _TYPES},
        }

    # What the module asks for

    async def _state(self, _: Json) -> Json:
        return self._now()

    async def _forward_days(self, asked: Json) -> Json:
        days = asked.get("days")
        if not isinstance(days, int) or not 0 < days <= MOST_DAYS:
            raise NotPossible(f"1 to {MOST_DAYS} days at a time")
        await self.forward(timedelta(days=days))
        return self._now()

    async def _fault(self, asked: Json) -> Json:
        if asked.get("name") == "clear":
            self._faults.clear()
        else:
            await self._faults.add(asked.get("name"))
        self._broadcast()
        return self._now()

    async def _restart(self, _: Json) -> Json:
        try:
            await self._bot.restart()
        except (BotStoppedError, TimeoutError):
            raise NotPossible("the bot did not start", "panel-start") from None
        return self._now()

    async def _call(self, asked: Json) -> Json:
        sent = await self._calls.send(asked.get("type"), asked.get("member"), asked.get("data"))
        self._broadcast()
        return sent

    async def _wire(self, asked: Json) -> Json:
        after = asked.get("after")
        return self.wire.after(after if isinstance(after, int) else 0)

    async def _table_names(self, _: Json) -> JsonValue:
        return await self._in_thread(self._tables.names)

    async def _table(self, asked: Json) -> Json:
        page = asked.get("page")
        number = page if isinstance(page, int) else 0
        return await self._in_thread(partial(self._tables.page, str(asked.get("name")), number))

    async def _step(self, asked: Json) -> Json:
        await self.tour.do(str(asked.get("step")))
        return self._now()

    async def _offered(self, asked: Json) -> Json:
        file = self.tour.file(asked.get("step"))
        return {"name": file.name, "content": base64.b64encode(file.data).decode()}
