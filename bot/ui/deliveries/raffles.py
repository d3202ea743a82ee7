"""Posting a raffle's card, and changing the one that stands there."""

from functools import partial

import discord

from bot.services.content import RaffleContent
from bot.services.deliveries import LeasedDelivery
from bot.services.raffles import listing
from bot.ui.core.base import Host
from bot.ui.core.cards import Card
from bot.ui.deliveries.places import Send, text_channel

_NOBODY = discord.AllowedMentions.none()
_UNKNOWN_MESSAGE = 10008
"""Of "Opcodes and Status Codes", JSON Error Codes."""


async def prepare_card(
    host: Host, guild: discord.Guild, delivery: LeasedDelivery, content: RaffleContent, card: Card
) -> Send:
    """Do all but the last step of showing a card; nobody is pinged by it."""
    channel = await text_channel(guild, content.raffle.channel_id or 0)
    post = partial(_post, host, channel, delivery, content, card)
    message_id = content.raffle.message_id
    if message_id is None:
        return post

    async def change() -> None:
        try:
            known = channel.get_partial_message(message_id)
            await known.edit(view=card, allowed_mentions=_NOBODY)
        except discord.NotFound as error:
            if error.code != _UNKNOWN_MESSAGE:
                raise
            if content.anew:  # somebody has deleted it
                await post()

    return change


async def _post(
    host: Host,
    channel: discord.TextChannel,
    delivery: LeasedDelivery,
    content: RaffleContent,
    card: Card,
) -> None:
    """Post the card and remember where; done again, Discord says by the nonce which one it is."""
    message = await channel.send(view=card, nonce=delivery.nonce, allowed_mentions=_NOBODY)
    which = delivery.community_id, content.raffle.raffle_id
    await host.db.work(listing.posted, *which, message.id)
