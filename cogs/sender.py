"""The sender: hands out what Laurel owes, after the change that caused it is committed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import structlog
from discord.ext import commands

from bot.http import webhooks_out
from bot.http.webhooks_out import Call, Result
from bot.services import content, deliveries
from bot.services.content import CallOwed, NotOwedError, Owed, RoleOwed
from bot.services.deliveries import LEASE, Due, Lane, Why
from bot.ui.deliveries.cards import Together, card
from bot.ui.deliveries.failures import Fault, judge
from bot.ui.deliveries.pace import Pace
from bot.ui.deliveries.places import ImpossibleError, Send, change_of_role, way
from db.errors import DatabaseUnavailableError

PAUSE_SECONDS = 0.5
"""How long the sender rests when nothing is due."""

FINISH_SECONDS = 2.0
"""How long what is in hand may take once we are asked to stop; later its nonce guards it."""

AT_ONCE = {Lane.WEB: 6}
"""Senders of a lane, where one that is slow to answer must not hold up all the others."""

REST = timedelta(minutes=10)
"""How long no direct message is tried, at the least, once Discord has refused them to everybody."""

log = structlog.get_logger(__name__)


class Deliveries(commands.Cog):
    """Hands out what is owed: in each lane one after the other, calls to others side by side."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        self._stopping = asyncio.Event()
        self._pace = Pace()
        self._rests_until: datetime | None = None

    async def cog_load(self) -> None:
        """Begin to look for work."""
        self._work = [
            asyncio.create_task(self._look_for_work(lane))
            for lane in Lane
            for _ in range(AT_ONCE.get(lane, 1))
        ]

    async def cog_unload(self) -> None:
        """Finish what is in hand."""
        self._stopping.set()
        _, unfinished = await asyncio.wait(self._work, timeout=FINISH_SECONDS)
        for work in unfinished:
            work.cancel()

    async def _look_for_work(self, lane: Lane) -> None:
        await self._bot.wait_until_ready()
        while not self._stopping.is_set():
            if not await self._next(lane):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), PAUSE_SECONDS)

    async def _next(self, lane: Lane) -> bool:
        """Hand out one message; False if nothing is due, or the database cannot tell."""
        if lane is Lane.DIRECT and not self._may_write():
            return False
        try:
            if not await self._bot.db.read(deliveries.any_due, lane):
                return False
            together = await self._bot.db.write(deliveries.lease, lane)
            await self._hand_out(lane, together)
        except DatabaseUnavailableError as error:
            log.debug("deliveries.database_away", error=str(error))
            return False
        except Exception as error:  # the next one may go better, and the lease of this one ends
            log.error("deliveries.stumbled", exc_info=error)
            return False
        return bool(together)

    def _may_write(self) -> bool:
        """Tell whether Discord would have anything against another direct message now."""
        if self._rests_until is not None and self._now() >= self._rests_until:
            self._rests_until = None
        return self._rests_until is None and self._pace.allows()

    def _now(self) -> datetime:
        now: datetime = self._bot.db.world.clock()
        return now

    async def _hand_out(self, lane: Lane, together: list[Due]) -> None:
        """Send what is one message (mostly one delivery), and report what came of it."""
        true: list[tuple[Due, Owed]] = []
        for due in together:
            try:
                true.append((due, await self._bot.db.read(content.read, due)))
            except NotOwedError as outdated:
                await self._bot.db.write(deliveries.not_sent, due, outdated.why)
            except DatabaseUnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # reported in the delivery itself
                unreadable = judge(error, lane, begun=False)
                _tell_log(due, unreadable, error)
                await self._report(lane, due, unreadable)
        if not true:
            return
        dues = [due for due, _ in true]
        async with self._keeping(dues):
            fault = await self._try(lane, true)
        for due in dues:
            await self._report(lane, due, fault)

    @asynccontextmanager
    async def _keeping(self, dues: list[Due]) -> AsyncIterator[None]:
        """Keep the lease for as long as sending takes."""
        keeping = asyncio.create_task(self._renew(dues))
        try:
            yield
        finally:
            keeping.cancel()

    async def _renew(self, dues: list[Due]) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            with suppress(DatabaseUnavailableError):
                await self._bot.db.write(deliveries.renew, dues)

    async def _try(self, lane: Lane, true: Together) -> Fault | None:
        """Do it; None if all went well."""
        begun = False
        try:
            if lane is Lane.WEB:
                return await self._call(*true[0])
            send = await self._prepare(true)
            begun = True
            if lane is Lane.DIRECT:
                self._pace.spend()
            await send()
        except ImpossibleError as impossible:
            return Fault(impossible.why) if impossible.why else None
        except Exception as error:  # noqa: BLE001  # each is reported in the delivery itself
            fault = judge(error, lane, begun=begun)
            _tell_log(true[0][0], fault, error)
            return fault
        return None

    async def _prepare(self, true: Together) -> Send:
        """Do all but the last step, which is returned: only that one cannot be taken back."""
        due, owed = true[0]
        guild = self._bot.get_guild(due.community_id)
        if guild is None:
            raise ImpossibleError(Why.SERVER_GONE)
        if isinstance(owed, RoleOwed):
            return await change_of_role(guild, due, owed)
        return await way(guild, due, owed, await card(self._bot.db, true, guild.name))

    async def _call(self, due: Due, owed: Owed) -> Fault | None:
        assert isinstance(owed, CallOwed)
        if not owed.secrets:
            return Fault(Why.NO_SECRET, later=True)
        outcome = await webhooks_out.send(
            Call(owed.url, str(due.id), owed.body, owed.secrets),
            self._now(),
            private_addresses=self._bot.settings.webhook_private_addresses,
        )
        if outcome.result is Result.SENT:
            return None
        assert outcome.cause is not None
        about = {name: str(value) for name, value in outcome.params.items()}
        return Fault(
            Why.NOT_TAKEN,
            later=outcome.result is Result.LATER,
            after=outcome.after or timedelta(),
            about=about | {"because": outcome.cause},
        )

    async def _report(self, lane: Lane, due: Due, fault: Fault | None) -> None:
        """Record what came of a delivery."""
        write = self._bot.db.write
        if fault is None:
            await write(deliveries.sent, due)
        elif fault.why is Why.MESSAGES_CLOSED:
            await write(deliveries.messages_closed, due)
        elif fault.why is Why.NO_SECRET:
            await write(deliveries.no_secret, due)
        elif lane is Lane.DIRECT and fault.why is Why.SLOWED_DOWN:
            after = max(fault.after, REST)
            self._rests_until = self._now() + after
            await write(deliveries.messages_refused, due, after)
        elif fault.later:
            await write(
                deliveries.put_off,
                due,
                fault.why,
                perhaps_done=fault.perhaps_done,
                after=fault.after,
                **fault.about,
            )
        else:
            await write(deliveries.not_sent, due, fault.why, **fault.about)


def _tell_log(due: Due, fault: Fault, error: Exception) -> None:
    which = {"community": due.community_id, "kind": due.kind, "why": fault.why}
    if fault.why is Why.STUMBLED:
        log.error("delivery.stumbled", **which, exc_info=error)
    else:
        log.info("delivery.not_sent", **which, error=type(error).__name__, **fault.about)


async def setup(bot: Any) -> None:
    """Add the sender to the bot."""
    await bot.add_cog(Deliveries(bot))
