"""The sender: hands out what Laurel owes, after the change that caused it is committed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

import aiohttp
import discord
import structlog
from discord.ext import commands

from bot.services import deliveries, images
from bot.services.deliveries import Due, Owed
from bot.texts import t
from bot.ui.actions import PRIMARY, button
from bot.ui.cards import GOOD, Card, Part, escape, note, sentence, title, until, with_picture
from bot.ui.pictures import Pictures
from bot.ui.roles import is_privileged
from cogs.inventory import my_rewards, show_code, use
from db.errors import DatabaseUnavailableError
from db.tables import DeliveryKind, DeliveryState, RewardKind

PAUSE_SECONDS = 0.5
"""How long the sender rests when nothing is due."""

FINISH_SECONDS = 2.0
"""How long what is in hand may take once we are asked to stop; later its nonce guards it."""

_CLOSED = 50007  # Discord's code: this person takes no direct messages from us
_TOO_MANY = 429

log = structlog.get_logger(__name__)

Send = Callable[[], Awaitable[object]]


class ImpossibleError(Exception):
    """It cannot be handed out, now or later; says how to settle it, and why."""

    def __init__(self, state: DeliveryState, why: str) -> None:
        super().__init__(why)
        self.state = state
        self.why = why


class Deliveries(commands.Cog):
    """Sends messages and gives roles that are owed, one after the other."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        self._stopping = asyncio.Event()

    async def cog_load(self) -> None:
        """Begin to look for work."""
        self._work = asyncio.create_task(self._look_for_work())

    async def cog_unload(self) -> None:
        """Finish what is in hand."""
        self._stopping.set()
        _, unfinished = await asyncio.wait([self._work], timeout=FINISH_SECONDS)
        for work in unfinished:
            work.cancel()

    async def _look_for_work(self) -> None:
        await self._bot.wait_until_ready()
        while not self._stopping.is_set():
            if not await self._next():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), PAUSE_SECONDS)

    async def _next(self) -> bool:
        """Hand out one message; False if nothing is due, or the database cannot tell."""
        try:
            if not await self._bot.db.read(deliveries.any_due):
                return False
            together = await self._bot.db.write(deliveries.lease)
            await self._hand_out(together)
        except DatabaseUnavailableError as error:
            log.warning("deliveries.database_away", error=str(error))
            return False
        except Exception as error:  # the next one may go better, and the lease of this one ends
            log.error("deliveries.stumbled", exc_info=error)
            return False
        return bool(together)

    async def _hand_out(self, together: list[Due]) -> None:
        """Send what is one message (mostly one delivery), and report what came of it."""
        true = []
        for due in together:
            owed = await self._bot.db.read(deliveries.read, due)
            if owed is None:
                await self._settle([due], DeliveryState.DROPPED, "not true any more")
            else:
                true.append((due, owed))
        if not true:
            return
        dues = [due for due, _ in true]
        perhaps_done = False
        try:
            send = await self._prepare(true)
            perhaps_done = True
            await send()
        except ImpossibleError as reason:
            await self._settle(dues, reason.state, reason.why)
        except Exception as error:  # noqa: BLE001  # each is reported in the delivery itself
            await self._report(dues, error, perhaps_done=perhaps_done)
        else:
            await self._settle(dues, DeliveryState.SENT)

    async def _report(self, dues: list[Due], error: Exception, *, perhaps_done: bool) -> None:
        """Decide from an error whether trying again makes sense, and whether it may be done."""
        never_arrived = isinstance(error, aiohttp.ClientConnectorError)
        if isinstance(error, discord.HTTPException) and error.status < 500:
            if error.code == _CLOSED:
                await self._settle(dues, DeliveryState.DROPPED, "direct messages are closed")
                return
            if error.status != _TOO_MANY:
                await self._settle(dues, DeliveryState.FAILED, f"Discord refuses ({error.code})")
                return
            never_arrived = True
        if not isinstance(error, discord.HTTPException | aiohttp.ClientError | TimeoutError):
            log.error("delivery.stumbled", kind=dues[0].kind, exc_info=error)
        why = f"{type(error).__name__}, to be tried again"
        for due in dues:
            state = await self._bot.db.write(
                deliveries.put_off, due, why, perhaps_done=perhaps_done and not never_arrived
            )
            _tell_log(due, state, why)

    async def _settle(
        self, dues: list[Due], state: DeliveryState, error: str | None = None
    ) -> None:
        for due in dues:
            await self._bot.db.write(deliveries.settle, due, state, error)
            _tell_log(due, state, error)

    async def _prepare(self, true: list[tuple[Due, Owed]]) -> Send:
        """Do all but the last step, which is returned: only that one cannot be taken back."""
        (due, owed), *_ = true
        guild = self._bot.get_guild(due.community_id)
        if guild is None:
            raise ImpossibleError(DeliveryState.DROPPED, "the server is gone")
        match due.kind:
            case DeliveryKind.GRANT_MESSAGE:
                return await _to_member(guild, due, _grant_card(due, owed, guild.name))
            case DeliveryKind.CODE_WITHDRAWN:
                text = t(owed.language, "delivery-code-withdrawn", reward=escape(owed.reward_name))
                return await _to_member(guild, due, note(text))
            case DeliveryKind.BADGE_ANNOUNCEMENT:
                return _to_channel(guild, due, await self._badges_card(true))
            case DeliveryKind.BULK_ANNOUNCEMENT:
                return _to_channel(guild, due, _bulk_card(owed))
            case DeliveryKind.POOL_NOTICE:
                return _to_channel(guild, due, _pool_card(due, owed))
            case DeliveryKind.GIVE_ROLE | DeliveryKind.TAKE_ROLE:
                return await _change_of_role(guild, due)

    async def _badges_card(self, true: list[tuple[Due, Owed]]) -> Card:
        (due, owed), *_ = true
        image_ids = sorted({owed.image_id for _, owed in true if owed.image_id is not None})
        look = Pictures(await self._bot.db.read(images.thumbnails, due.community_id, image_ids))
        parts: list[Part] = [title(t(owed.language, "delivery-badges-title", count=len(true)))]
        for due, owed in true:
            text = t(
                owed.language,
                "delivery-badge",
                member=f"<@{due.member_id}>",
                reward=escape(owed.reward_name),
            )
            url = look.url(owed.image_id)
            parts.append(with_picture(text, url) if url else text)
        return Card(*parts, colour=GOOD, files=look.files)


def _tell_log(due: Due, state: DeliveryState, why: str | None) -> None:
    if state is DeliveryState.FAILED:
        log.warning("delivery.failed", community=due.community_id, kind=due.kind, why=why)


async def _to_member(guild: discord.Guild, due: Due, card: Card) -> Send:
    member = await _member(guild, due)
    channel = member.dm_channel or await member.create_dm()
    return partial(channel.send, view=card, files=card.files, nonce=due.nonce)


def _to_channel(guild: discord.Guild, due: Due, card: Card) -> Send:
    channel = guild.get_channel(due.channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        raise ImpossibleError(DeliveryState.FAILED, "the channel is gone")
    return partial(channel.send, view=card, files=card.files, nonce=due.nonce)


async def _member(guild: discord.Guild, due: Due) -> discord.Member:
    """Return whom a delivery is for, as Discord has them now; who has left gets none."""
    try:
        return await guild.fetch_member(due.member_id or 0)
    except discord.NotFound:
        raise ImpossibleError(DeliveryState.DROPPED, "they have left") from None


async def _change_of_role(guild: discord.Guild, due: Due) -> Send:
    give = due.kind is DeliveryKind.GIVE_ROLE
    role = guild.get_role(int(due.payload["role"]))
    if role is None:
        state = DeliveryState.FAILED if give else DeliveryState.DROPPED
        raise ImpossibleError(state, "the role is gone")
    member = await _member(guild, due)
    if (role in member.roles) is give:
        if due.tried:  # by us, before the answer was lost
            raise ImpossibleError(DeliveryState.SENT, "it was done before")
        # What somebody has from elsewhere is not ours to take away later.
        raise ImpossibleError(DeliveryState.DROPPED, "nothing to change")
    if not role.is_assignable() or (give and is_privileged(role)):
        raise ImpossibleError(DeliveryState.FAILED, "the role is out of reach")
    return partial(member.add_roles if give else member.remove_roles, role)


def _grant_card(due: Due, owed: Owed, server: str) -> Card:
    language = owed.language
    voucher = owed.reward_kind == RewardKind.VOUCHER
    opens = show_code if voucher else use
    label = t(language, "inventory-claim-code" if voucher else "inventory-use")
    return Card(
        title(t(language, "delivery-granted", reward=escape(owed.reward_name))),
        t(language, "delivery-granted-by", server=escape(server)),
        escape(owed.description) if owed.description else None,
        sentence(until(language, owed.expires_on)),
        [button(label, opens.id(due.grant_id or 0, due.community_id), style=PRIMARY)],
        colour=GOOD,
    )


def _bulk_card(owed: Owed) -> Card:
    language = owed.language
    return Card(
        t(language, "delivery-bulk", reward=escape(owed.reward_name)),
        [button(t(language, "delivery-my-rewards"), my_rewards.id(), style=PRIMARY)],
        colour=GOOD,
    )


def _pool_card(due: Due, owed: Owed) -> Card:
    text_id = "delivery-pool-empty" if due.payload.get("empty") else "delivery-pool-low"
    return note(t(owed.language, text_id, reward=escape(owed.reward_name)))


async def setup(bot: Any) -> None:
    """Add the sender to the bot."""
    await bot.add_cog(Deliveries(bot))
