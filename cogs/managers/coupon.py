"""/coupon: finding out whose it is, marking it used, and what is still to be handed over."""

import discord
from discord import app_commands

from bot.services.errors import RefusedError
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.core.pages import Page
from bot.ui.grants import coupons, open_orders
from bot.ui.rewards.lookup import named, rewards_in
from cogs import groups
from db.tables import RewardKind, RewardState

RedemptionCode = app_commands.Range[str, 1, 100]

_COUPONS = rewards_in(*RewardState, kinds=(RewardKind.COUPON,))


class SayWhichError(RefusedError):
    """Neither a code nor a member was given, or both."""

    message = "coupon-admin-say-which"


@groups.coupon.command(name="redeem")
async def redeem_coupon(interaction: Interaction, code: RedemptionCode) -> None:
    """Show whose coupon it is, with a button to mark it used."""
    await answer(interaction, await coupons.by_code(interaction, code))


@groups.coupon.command(name="find")
async def find_coupon(
    interaction: Interaction,
    code: RedemptionCode | None = None,
    member: discord.User | None = None,
    page: Page = 1,
) -> None:
    """Find one coupon by its code, or all of a member."""
    if code is not None and member is None:
        await answer(interaction, await coupons.by_code(interaction, code))
    elif member is not None and code is None:
        await answer(interaction, await coupons.of_member(interaction, member.id, page))
    else:
        raise SayWhichError


@groups.coupon.command(name="open")
@app_commands.autocomplete(reward=_COUPONS)
async def open_coupons(interaction: Interaction, reward: str | None = None, page: Page = 1) -> None:
    """List what is still to be handed over, oldest first."""
    reward_id = (await named(interaction, reward)).reward_id if reward else 0
    await answer(interaction, await open_orders.orders_card(interaction, reward_id, page))
