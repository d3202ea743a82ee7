"""The channel or person that a delivery goes to, and sending it, which cannot be undone."""

from collections.abc import Awaitable, Callable
from functools import partial

import discord

from bot.services.content import Content, RoleContent
from bot.services.deliveries import FailureReason, LeasedDelivery
from bot.ui.core.cards import Card
from bot.ui.permissions.roles import is_in_reach, is_privileged
from db.tables import DeliveryKind

Send = Callable[[], Awaitable[object]]


class UndeliverableError(Exception):
    """It cannot be handed out, now or later; `reason` None: it has been already."""

    def __init__(self, reason: FailureReason | None) -> None:
        super().__init__(reason)
        self.reason = reason


async def prepare_message(
    guild: discord.Guild, delivery: LeasedDelivery, content: Content, card: Card
) -> Send:
    """Do all but the last step of sending a message; `UndeliverableError` if it has no place."""
    if content.channel_id is not None:
        return await _to_channel(guild, delivery, content.channel_id, card)
    member = await _member(guild, delivery)
    channel = member.dm_channel or await member.create_dm()
    return partial(channel.send, view=card, files=card.files, nonce=delivery.nonce)


async def _to_channel(
    guild: discord.Guild, delivery: LeasedDelivery, channel_id: int, card: Card
) -> Send:
    channel = await text_channel(guild, channel_id)
    # Only who gets no other message is pinged; everyone, here and roles never are.
    calling = delivery.kind is DeliveryKind.WAITING_NOTICE
    return partial(
        channel.send,
        view=card,
        files=card.files,
        nonce=delivery.nonce,
        allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=calling),
    )


async def text_channel(guild: discord.Guild, channel_id: int) -> discord.TextChannel:
    """Return a channel of text; `UndeliverableError` if it is gone."""
    channel = await _channel(guild, channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise UndeliverableError(FailureReason.CHANNEL_GONE)
    return channel


async def _channel(guild: discord.Guild, channel_id: int) -> discord.abc.GuildChannel | None:
    """Return a channel as this process knows it, or as Discord says where it does not."""
    if guild.channels:
        return guild.get_channel(channel_id)
    try:
        channel = await guild.fetch_channel(channel_id)
    except (discord.NotFound, discord.InvalidData):  # the latter: another server has it
        return None
    return None if isinstance(channel, discord.Thread) else channel


async def prepare_role(
    guild: discord.Guild, me: discord.Member, delivery: LeasedDelivery, content: RoleContent
) -> Send:
    """Do all but the last step of giving or taking a role; `me` is Laurel there."""
    give = delivery.kind is DeliveryKind.GIVE_ROLE
    role = guild.get_role(content.role_id)
    if role is None:
        raise UndeliverableError(
            FailureReason.ROLE_GONE if give else FailureReason.NOTHING_TO_CHANGE
        )
    member = await _member(guild, delivery)
    if (role in member.roles) is give:
        # By us, before the answer was lost? Else it is not ours to take away later.
        raise UndeliverableError(None if delivery.tried else FailureReason.NOTHING_TO_CHANGE)
    if not is_in_reach(role, me) or (give and is_privileged(role)):
        raise UndeliverableError(FailureReason.ROLE_OUT_OF_REACH)
    return partial(member.add_roles if give else member.remove_roles, role)


async def _member(guild: discord.Guild, delivery: LeasedDelivery) -> discord.Member:
    """Return whom a delivery is for, as Discord has them now; who has left gets none."""
    try:
        return await guild.fetch_member(delivery.member_id or 0)
    except discord.NotFound:
        raise UndeliverableError(FailureReason.MEMBER_LEFT) from None
