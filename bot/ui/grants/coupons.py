"""A coupon as managers see it, and the list of a member's coupons."""

from discord.utils import format_dt

from bot.services.grants import redeem
from bot.services.grants.redeem import Coupon
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import SUCCESS, action, button
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import GOOD, Card, Part, escape, small, title, until, with_button
from bot.ui.core.confirm import confirmation
from bot.ui.core.pages import footer, page_count, turner
from bot.ui.grants.action_ids import LIST_COUPONS, MARK_USED
from db.tables import GrantState

MOST = 500
"""Coupons of one member that are listed, newest first."""

PAGE = 8
"""Coupons on a page."""


@action(MARK_USED, MANAGERS)
async def mark_used(interaction: Interaction, grant_id: int) -> Card:
    """Mark a coupon used. It can be used once, so a second press only says when that was."""
    async with working(interaction, replaces=True):
        done = await write(interaction, redeem.redeem, grant_id)
        message = t(locale(interaction), "coupon-admin-done", **reward_and_member(done))
        return Card(message, colour=GOOD)


@action(LIST_COUPONS, MANAGERS)
async def list_coupons(interaction: Interaction, member_id: int, page: int) -> Card:
    """Show another page of a member's coupons."""
    return await of_member(interaction, member_id, page)


async def by_code(interaction: Interaction, code: str) -> Card:
    """Return whose coupon it is, with a button to mark it used."""
    coupon = await read(interaction, redeem.find, code)
    return coupon_card(locale(interaction), coupon, MARK_USED.id(coupon.grant_id))


def coupon_card(language: str, coupon: Coupon, leads_to: str) -> Card:
    """Return a coupon's card; while it can be used, its button leads to an action that does it."""
    parts = (
        title(t(language, "coupon-admin-of", **reward_and_member(coupon))),
        _state(language, coupon),
        small(
            t(
                language,
                "coupon-admin-since",
                when=format_dt(coupon.created_at, "f"),
            )
        ),
    )
    if coupon.state is not GrantState.HELD:
        return Card(*parts)
    return confirmation(
        language,
        *parts,
        confirm=t(language, "coupon-admin-mark"),
        leads_to=leads_to,
        style=SUCCESS,
    )


async def of_member(interaction: Interaction, member_id: int, page: int) -> Card:
    """Return a page of a member's coupons."""
    language = locale(interaction)
    found = await read(interaction, redeem.held_by, member_id, limit=MOST)
    found.sort(key=lambda coupon: coupon.state is not GrantState.HELD)
    pages = page_count(len(found), PAGE)
    page = min(page, pages)
    member = f"<@{member_id}>"
    return Card(
        title(t(language, "coupon-admin-list-title", member=member)),
        *(_line(language, coupon) for coupon in found[(page - 1) * PAGE : page * PAGE]),
        None if found else t(language, "coupon-admin-none", member=member),
        footer(language, page, pages),
        turner(language, page, pages, lambda number: LIST_COUPONS.id(member_id, number)),
    )


def _line(language: str, coupon: Coupon) -> Part:
    line = f"**{escape(coupon.reward_name)}**\n{_state(language, coupon)}"
    if coupon.state is not GrantState.HELD or coupon.delivers_itself:
        return line
    mark = button(t(language, "coupon-admin-mark"), MARK_USED.id(coupon.grant_id), style=SUCCESS)
    return with_button(line, mark)


def _state(language: str, coupon: Coupon) -> str:
    if coupon.state is GrantState.USED and coupon.used_at is not None:
        when = format_dt(coupon.used_at, "f")
        if coupon.delivers_itself:
            return t(language, "coupon-admin-delivered", when=when)
        return t(language, "coupon-admin-used", when=when, by=f"<@{coupon.used_by}>")
    if coupon.state is GrantState.EXPIRED:
        return t(language, "coupon-admin-expired", day=coupon.expires_on)
    if coupon.state is GrantState.REVOKED:
        return t(language, "coupon-admin-revoked")
    if coupon.delivers_itself:
        return t(language, "coupon-admin-on-its-way")
    return t(language, "coupon-admin-held", until=until(language, coupon.expires_on))


def reward_and_member(coupon: Coupon) -> dict[str, str]:
    """Return what texts call a coupon by."""
    return {"reward": escape(coupon.reward_name), "member": f"<@{coupon.member_id}>"}
