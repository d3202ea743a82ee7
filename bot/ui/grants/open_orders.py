"""What is still to be handed over, worked off from the oldest."""

import asyncio

from discord.utils import format_dt

from bot.runtime.spreadsheet import Cell, as_csv
from bot.services.grants import open_orders, redeem
from bot.services.grants.redeem import Coupon
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, button
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, db, locale, person, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, Part, escape, small, title, until, with_button
from bot.ui.core.member_names import names_of
from bot.ui.core.pages import footer, turner
from bot.ui.core.uploads import send_file
from bot.ui.grants.action_ids import ASK_HANDED_OVER, HANDED_OVER, LIST_OPEN, SEND_OPEN
from bot.ui.grants.coupons import coupon_card, reward_and_member

COLUMNS = ("REWARD", "MEMBER_ID", "NAME", "PAID", "SINCE", "GOOD_UNTIL")


@action(LIST_OPEN, MANAGERS)
async def orders_card(interaction: Interaction, reward_id: int, page: int) -> Card:
    """Return a page of the coupons that wait, of one reward or (0) of all."""
    return await _card(interaction, reward_id, page)


async def _card(interaction: Interaction, reward_id: int, page: int, *news: str) -> Card:
    language = locale(interaction)
    found = await read(interaction, open_orders.page_of, reward_id=reward_id or None, page=page)
    if found.reward_name is None:
        heading = t(language, "coupon-open-title", count=found.total)
    else:
        name = escape(found.reward_name)
        heading = t(language, "coupon-open-title-of", count=found.total, reward=name)
    send = button(t(language, "coupon-open-send"), SEND_OPEN.id(reward_id))
    return Card(
        "\n".join(news),
        title(heading),
        *(_line(language, coupon, reward_id) for coupon in found.coupons),
        None if found.coupons else t(language, "coupon-open-none"),
        footer(language, found.page, found.pages),
        turner(language, found.page, found.pages, lambda to: LIST_OPEN.id(reward_id, to)),
        [send] if found.coupons else None,
        colour=GOOD if news else PLAIN,
    )


def _line(language: str, coupon: Coupon, reward_id: int) -> Part:
    since = format_dt(coupon.created_at, "R")
    facts = [since, until(language, coupon.expires_on)] if coupon.expires_on else [since]
    line = f"**{escape(coupon.reward_name)}** · <@{coupon.member_id}>\n{small(' · '.join(facts))}"
    leads_to = ASK_HANDED_OVER.id(coupon.grant_id, reward_id)
    return with_button(line, button(t(language, "coupon-open-hand-over"), leads_to))


@action(ASK_HANDED_OVER, MANAGERS)
async def ask_handed_over(interaction: Interaction, grant_id: int, reward_id: int) -> Card:
    """Ask whether a coupon is to be marked as used, as `/coupon redeem` does."""
    coupon = await read(interaction, redeem.by_id, grant_id)
    card = coupon_card(locale(interaction), coupon, HANDED_OVER.id(grant_id, reward_id))
    back = t(locale(interaction), "coupon-open-back")
    card.add([button(back, LIST_OPEN.id(reward_id, 1))])
    return card


@action(HANDED_OVER, MANAGERS)
async def handed_over(interaction: Interaction, grant_id: int, reward_id: int) -> Card:
    """Mark a coupon used, once, and go on with what is left."""
    async with working(interaction, replaces=True):
        done = await write(interaction, redeem.redeem, grant_id)
        news = t(locale(interaction), "coupon-admin-done", **reward_and_member(done))
        return await _card(interaction, reward_id, 1, news)


@action(SEND_OPEN, MANAGERS)
async def send_open(interaction: Interaction, reward_id: int) -> None:
    """Send the whole list as a file, to this manager only; it holds no redemption code."""
    async with working(interaction):
        by, chosen = person(interaction), reward_id or None
        found: list[Coupon] = []
        while some := await read(
            interaction,
            open_orders.slice_of,
            reward_id=chosen,
            after=found[-1].grant_id if found else 0,
        ):
            found += some
        names = await names_of(interaction, [one.member_id for one in found])
        content = await asyncio.to_thread(as_csv, COLUMNS, [_row(one, names) for one in found])
        message = t(locale(interaction), "coupon-open-sent", count=len(found))

        async def record() -> None:  # after the upload: a file that Discord refused reached nobody
            await db(interaction).write(open_orders.exported, by, chosen, len(found))

        await send_file(interaction, message, "open-coupons.csv", content, begun=record)


def _row(coupon: Coupon, names: dict[int, str]) -> tuple[Cell, ...]:
    return (
        coupon.reward_name,
        str(coupon.member_id),
        names.get(coupon.member_id),
        coupon.paid,
        coupon.created_at.isoformat(timespec="seconds"),
        coupon.expires_on,
    )
