"""The sender: sends deliveries, after the change that caused them is committed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec

import structlog
from discord.ext import commands

from bot.client import Laurel
from bot.http import webhooks_out
from bot.http.webhooks_out import Call, Result
from bot.services import deliveries, rates
from bot.services.content import (
    CallContent,
    Content,
    NothingToSendError,
    RaffleContent,
    RoleContent,
    load_content,
)
from bot.services.deliveries import (
    DIRECT_MESSAGES,
    LEASE,
    FailureReason,
    Lane,
    LeasedDelivery,
    Shards,
)
from bot.services.grants import fulfilment
from bot.ui.core.servers import find_server
from bot.ui.deliveries.cards import Together, card
from bot.ui.deliveries.failures import Fault, judge
from bot.ui.deliveries.places import Send, UndeliverableError, prepare_message, prepare_role
from bot.ui.deliveries.raffles import prepare_card
from db.errors import DatabaseUnavailableError
from db.session import Session

PAUSE_SECONDS = 0.5
"""How long the sender waits when nothing is due."""

FINISH_SECONDS = 2.0
"""How long a message may take once we are asked to stop; after that its nonce guards it."""

AT_ONCE = {Lane.WEB: 6}
"""How many are sent at once in a lane whose receivers may be slow to answer."""

REFUSAL_PAUSE = timedelta(minutes=10)
"""How long no direct message is tried, at the least, once Discord has refused all of them."""

P = ParamSpec("P")

log = structlog.get_logger(__name__)


class Sender(commands.Cog):
    """Sends what is due: in each lane one after the other, webhooks side by side."""

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot
        self._stopping = asyncio.Event()

    async def cog_load(self) -> None:
        """Begin to work through the lanes."""
        self._work = [
            asyncio.create_task(self._work_lane(lane))
            for lane in Lane
            for _ in range(AT_ONCE.get(lane, 1))
        ]

    async def cog_unload(self) -> None:
        """Finish what is being sent; what has not begun is given back."""
        self._stopping.set()
        _, unfinished = await asyncio.wait(self._work, timeout=FINISH_SECONDS)
        for work in unfinished:
            work.cancel()
        if unfinished:
            await asyncio.wait(unfinished, timeout=FINISH_SECONDS)

    async def _work_lane(self, lane: Lane) -> None:
        await self._bot.wait_for("shard_ready")  # Discord is asked about servers of others
        while not self._stopping.is_set():
            if not await self._send_next(lane):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), PAUSE_SECONDS)

    async def _send_next(self, lane: Lane) -> bool:
        """Send one message; False if nothing is due, or the database is away."""
        count = self._bot.shard_count or 1
        shards = Shards(self._bot.shard_ids or range(count), count)
        try:
            if not await self._bot.db.read(deliveries.any_due, lane, shards):
                return False
            together = await self._bot.db.work(deliveries.lease, lane, shards)
            await self._send(lane, together)
        except DatabaseUnavailableError as error:
            log.debug("deliveries.database_away", error=str(error))
            return False
        except Exception as error:  # the next one may succeed, and the lease of this one runs out
            log.error("deliveries.failed", exc_info=error)
            return False
        return bool(together)

    def _now(self) -> datetime:
        now: datetime = self._bot.db.world.clock()
        return now

    async def _send(self, lane: Lane, together: list[LeasedDelivery]) -> None:
        """Send what makes one message (mostly one delivery), and record the outcome."""
        loaded: list[tuple[LeasedDelivery, Content]] = []
        for delivery in together:
            try:
                loaded.append((delivery, await self._bot.db.read(load_content, delivery)))
            except NothingToSendError as outdated:
                await self._report(deliveries.not_sent, delivery, outdated.reason)
            except DatabaseUnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # recorded in the delivery itself
                unreadable = judge(error, lane, begun=False)
                _log_fault(delivery, unreadable, error)
                await self._record(lane, delivery, unreadable)
        if not loaded:
            return
        leased = [delivery for delivery, _ in loaded]
        async with self._keep_lease(leased):
            fault = await self._attempt(lane, loaded)
        for delivery in leased:
            await self._record(lane, delivery, fault)

    @asynccontextmanager
    async def _keep_lease(self, leased: list[LeasedDelivery]) -> AsyncIterator[None]:
        """Renew the lease for as long as sending takes."""
        renewing = asyncio.create_task(self._renew(leased))
        try:
            yield
        finally:
            renewing.cancel()

    async def _renew(self, leased: list[LeasedDelivery]) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            with suppress(DatabaseUnavailableError):
                await self._bot.db.work(deliveries.renew, leased)

    async def _attempt(self, lane: Lane, loaded: Together) -> Fault | None:
        """Send it; None if it was sent."""
        begun = False
        try:
            if lane is Lane.WEB:
                begun = True
                return await self._call(*loaded[0])
            send = await self._prepare(loaded)
            if lane is Lane.DIRECT:
                turn = await self._bot.db.work(rates.reserve, DIRECT_MESSAGES)
                await asyncio.sleep(turn.total_seconds())
            begun = True
            await send()
        except DatabaseUnavailableError:
            raise
        except asyncio.CancelledError:  # another process may send it at once
            if not begun:
                with suppress(DatabaseUnavailableError):  # then the lease runs out
                    await self._bot.db.work(deliveries.give_back, [one for one, _ in loaded])
            raise
        except UndeliverableError as impossible:
            return Fault(impossible.reason) if impossible.reason else None
        except Exception as error:  # noqa: BLE001  # each is reported in the delivery itself
            fault = judge(error, lane, begun=begun)
            _log_fault(loaded[0][0], fault, error)
            return fault
        return None

    async def _prepare(self, loaded: Together) -> Send:
        """Do all but the last step, which is returned: only that one cannot be undone."""
        delivery, content = loaded[0]
        guild = await find_server(self._bot, delivery.community_id)
        if guild is None:
            raise UndeliverableError(FailureReason.SERVER_GONE)
        if isinstance(content, RoleContent):
            assert self._bot.user is not None
            my_id = self._bot.user.id
            me = guild.get_member(my_id) or await guild.fetch_member(my_id)
            return await prepare_role(guild, me, delivery, content)
        shown = await card(self._bot, loaded, guild)
        if isinstance(content, RaffleContent):
            return await prepare_card(self._bot, guild, delivery, content, shown)
        return await prepare_message(guild, delivery, content, shown)

    async def _call(self, delivery: LeasedDelivery, content: Content) -> Fault | None:
        assert isinstance(content, CallContent)
        if not content.secrets:
            return Fault(FailureReason.NO_SECRET, later=True)
        outcome = await webhooks_out.send(
            Call(content.url, str(delivery.id), content.body, content.secrets),
            self._now(),
            private_addresses=self._bot.settings.webhook_private_addresses,
        )
        if outcome.result is Result.SENT:
            return None
        assert outcome.cause is not None
        about = {name: str(value) for name, value in outcome.params.items()}
        return Fault(
            FailureReason.NOT_TAKEN,
            later=outcome.result is Result.LATER,
            after=outcome.after or timedelta(),
            about=about | {"because": outcome.cause},
        )

    async def _report(
        self,
        outcome: Callable[Concatenate[Session, LeasedDelivery, P], object],
        delivery: LeasedDelivery,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        def report(session: Session) -> None:
            outcome(session, delivery, *args, **kwargs)

        await self._bot.db.work(fulfilment.record, delivery, report)

    async def _record(self, lane: Lane, delivery: LeasedDelivery, fault: Fault | None) -> None:
        """Record the outcome of a delivery, and what follows from it."""
        report = self._report
        if fault is None:
            await report(deliveries.sent, delivery)
        elif fault.reason is FailureReason.MESSAGES_CLOSED:
            await report(deliveries.messages_closed, delivery)
        elif fault.reason is FailureReason.NO_SECRET:
            await report(deliveries.no_secret, delivery)
        elif lane is Lane.DIRECT and fault.reason is FailureReason.SLOWED_DOWN:
            after = max(fault.after, REFUSAL_PAUSE)
            await report(deliveries.messages_refused, delivery, after)
        elif fault.later:
            await report(
                deliveries.put_off,
                delivery,
                fault.reason,
                perhaps_done=fault.perhaps_done,
                after=fault.after,
                **fault.about,
            )
        else:
            await report(deliveries.not_sent, delivery, fault.reason, **fault.about)


def _log_fault(delivery: LeasedDelivery, fault: Fault, error: Exception) -> None:
    which = {"community": delivery.community_id, "kind": delivery.kind, "why": fault.reason}
    if fault.reason is FailureReason.STUMBLED:
        log.error("delivery.failed", **which, exc_info=error)
    else:
        log.info("delivery.not_sent", **which, error=type(error).__name__, **fault.about)
