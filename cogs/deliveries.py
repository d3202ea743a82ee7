"""The sender: hands out what Laurel owes, after the change that caused it is committed."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import aiohttp
import discord
import structlog
from discord.ext import commands, tasks

from bot.services import deliveries, images
from bot.services.deliveries import Due, Owed
from bot.texts import t
from bot.ui.actions import PRIMARY, button
from bot.ui.cards import GOOD, Card, Part, attach, escape, note, title, until, with_picture
from bot.ui.roles import is_privileged
from cogs.inventory import my_rewards, show_code, use
from db.errors import DatabaseUnavailableError
from db.tables import DeliveryKind, DeliveryState, RewardKind

EVERY_SECONDS = 1.0
"""How often the sender looks for what is due."""

_CLOSED = 50007  # Discord's code: this person takes no direct messages from us

log = structlog.get_logger(__name__)


class NotNowError(Exception):
    """It cannot be handed out, and trying again later may not help either; says why."""

    def __init__(self, state: DeliveryState, why: str) -> None:
        super().__init__(why)
        self.state = state
        self.why = why


class Deliveries(commands.Cog):
    """Sends messages and gives roles that are owed."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Begin to look for work."""
        self._send.start()

    async def cog_unload(self) -> None:
        """Stop looking; what is being sent is finished."""
        self._send.stop()

    @tasks.loop(seconds=EVERY_SECONDS)
    async def _send(self) -> None:
        try:
            while await self._bot.db.read(deliveries.any_due):
                leased = await self._bot.db.write(deliveries.lease)
                for _, together in groupby(leased, key=lambda due: due.nonce):
                    await self._hand_out(list(together))
        except DatabaseUnavailableError as error:
            log.warning("deliveries.database_away", error=str(error))

    @_send.before_loop
    async def _wait(self) -> None:
        await self._bot.wait_until_ready()

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
        sent = [due for due, _ in true]
        try:
            await self._carry_out(true)
        except NotNowError as reason:
            await self._settle(sent, reason.state, reason.why)
        except discord.Forbidden as error:
            closed = error.code == _CLOSED
            state = DeliveryState.DROPPED if closed else DeliveryState.FAILED
            why = "direct messages are closed" if closed else f"Discord forbids it ({error.code})"
            await self._settle(sent, state, why)
        except (discord.DiscordServerError, aiohttp.ClientError, TimeoutError) as error:
            # Perhaps it was sent. The lease runs out, and the same nonce is tried again.
            log.warning("delivery.unclear", kind=sent[0].kind, error=type(error).__name__)
        except discord.HTTPException as error:
            for due in sent:
                await self._bot.db.write(deliveries.put_off, due, f"Discord says {error.code}")
        else:
            await self._settle(sent, DeliveryState.SENT)

    async def _settle(
        self, dues: Iterable[Due], state: DeliveryState, error: str | None = None
    ) -> None:
        for due in dues:
            await self._bot.db.write(deliveries.settle, due, state, error)
            if state is DeliveryState.FAILED:
                log.warning("delivery.failed", community=due.community_id, kind=due.kind, why=error)

    async def _carry_out(self, true: list[tuple[Due, Owed]]) -> None:
        (due, owed), *_ = true
        guild = self._bot.get_guild(due.community_id)
        if guild is None:
            raise NotNowError(DeliveryState.DROPPED, "the server is gone")
        match due.kind:
            case DeliveryKind.GRANT_MESSAGE:
                await self._to_member(guild, due, _grant_card(due, owed, guild.name))
            case DeliveryKind.CODE_WITHDRAWN:
                text = t(owed.language, "delivery-code-withdrawn", reward=escape(owed.reward_name))
                await self._to_member(guild, due, note(text))
            case DeliveryKind.BADGE_ANNOUNCEMENT:
                await self._to_channel(guild, due, await self._badges_card(true))
            case DeliveryKind.BULK_ANNOUNCEMENT:
                await self._to_channel(guild, due, _bulk_card(owed))
            case DeliveryKind.POOL_NOTICE:
                await self._to_channel(guild, due, _pool_card(due, owed))
            case DeliveryKind.GIVE_ROLE | DeliveryKind.TAKE_ROLE:
                await _change_role(guild, due)

    async def _to_member(self, guild: discord.Guild, due: Due, card: Card) -> None:
        member = await _member(guild, due)
        await member.send(view=card, files=card.files, nonce=due.nonce)

    async def _to_channel(self, guild: discord.Guild, due: Due, card: Card) -> None:
        channel = guild.get_channel(due.channel_id or 0)
        if not isinstance(channel, discord.TextChannel):
            raise NotNowError(DeliveryState.FAILED, "the channel is gone")
        await channel.send(view=card, files=card.files, nonce=due.nonce)

    async def _badges_card(self, true: list[tuple[Due, Owed]]) -> Card:
        language = true[0][1].language
        parts: list[Part] = [title(t(language, "delivery-badges-title", count=len(true)))]
        shown: dict[int, str] = {}
        files = []
        for due, owed in true:
            if owed.image_id is not None and owed.image_id not in shown:
                found = await self._bot.db.read(
                    images.thumbnails, due.community_id, [owed.image_id]
                )
                for image_id, content in found.items():
                    file, shown[image_id] = attach(f"{image_id}.webp", content)
                    files.append(file)
            text = t(
                language,
                "delivery-badge",
                member=f"<@{due.member_id}>",
                reward=escape(owed.reward_name),
            )
            url = shown.get(owed.image_id or 0)
            parts.append(with_picture(text, url) if url else text)
        return Card(*parts, colour=GOOD, files=files)


async def _member(guild: discord.Guild, due: Due) -> discord.Member:
    """Return whom a delivery is for; who has left gets none."""
    member_id = due.member_id or 0
    member = guild.get_member(member_id)
    if member is None:
        try:
            member = await guild.fetch_member(member_id)
        except discord.NotFound:
            raise NotNowError(DeliveryState.DROPPED, "they have left") from None
    return member


async def _change_role(guild: discord.Guild, due: Due) -> None:
    member = await _member(guild, due)
    role = guild.get_role(int(due.payload["role"]))
    give = due.kind is DeliveryKind.GIVE_ROLE
    if role is None:
        raise NotNowError(DeliveryState.FAILED, "the role is gone")
    if (role in member.roles) is give:
        # What somebody has from elsewhere is not ours to take away later.
        raise NotNowError(DeliveryState.DROPPED, "nothing to change")
    if is_privileged(role) or not role.is_assignable():
        raise NotNowError(DeliveryState.FAILED, "the role is out of reach")
    if give:
        await member.add_roles(role)
    else:
        await member.remove_roles(role)


def _grant_card(due: Due, owed: Owed, server: str) -> Card:
    language = owed.language
    voucher = owed.reward_kind == RewardKind.VOUCHER
    opens = show_code if voucher else use
    label = t(language, "inventory-claim-code" if voucher else "inventory-use")
    return Card(
        title(t(language, "delivery-granted", reward=escape(owed.reward_name))),
        t(language, "delivery-granted-by", server=escape(server)),
        escape(owed.description) if owed.description else None,
        until(language, owed.expires_on),
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
