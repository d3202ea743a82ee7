"""How a reward stands in the store, for members and for managers who preview it."""

from discord.utils import format_dt

from bot.services.rewards.store import StoreItem
from bot.services.why.sources import Sources
from bot.texts import t
from bot.ui.core.base import Interaction, locale
from bot.ui.core.cards import (
    Part,
    date_and_countdown,
    escape,
    left,
    price,
    small,
    until,
    with_picture,
)
from bot.ui.core.errors import explain
from bot.ui.core.pictures import Pictures
from db.tables import RewardKind

MOST_WAYS = 2
"""Goals and workflows that are named for each; five rewards fit on a card."""

NAME_LENGTH = 40
"""Characters of the name of one."""

DESCRIPTION_LENGTH = 280
"""Characters of a description that the store shows; five of them fit on a card."""


async def store_item(
    interaction: Interaction,
    item: StoreItem,
    currency_name: str | None,
    shown: Pictures,
    comes_by: Sources | None = None,
) -> Part:
    """Return what the store says of a reward, with its picture; `comes_by` if it is earned."""
    language = locale(interaction)
    facts = [until(language, item.expires_on)] if item.expires_on else []
    if item.price is not None:
        cost = price(language, item.price, item.sale, currency_name)
        facts = [cost, left(language, item.left), *facts]
    if item.ends_at is not None:
        facts.append(t(language, "store-ends", when=format_dt(item.ends_at, "R")))
    lines = [f"**{escape(item.name)}**", small(" · ".join(facts)) if facts else ""]
    if item.description:
        lines.append(escape(item.description, DESCRIPTION_LENGTH))
    lines.append(delivers_text(language, item.role_id, item.days, code=item.delivers_code))
    if item.earned:
        lines.append(small(_how_to_get(language, item.kind, comes_by)))
    elif item.opens_at is not None:
        opens = date_and_countdown(item.opens_at)
        lines.append(small(t(language, "delivery-offer-opens", opens=opens)))
    elif item.refusal is not None:
        lines.append(f"-# {await explain(interaction, item.refusal)}")
    body = "\n".join(part for part in lines if part)
    url = shown.url(item.look)
    return with_picture(body, url) if url else body


def _how_to_get(language: str, kind: RewardKind, comes_by: Sources | None) -> str:
    """Return by what it is earned, as far as it is something that can be named."""
    if comes_by is None:
        return t(language, f"store-earned-{kind}")
    return ways_text(language, "store-earned-by", comes_by, kind=kind)


def ways_text(language: str, text_id: str, comes_by: Sources, **params: str) -> str:
    """Return a text that names by which goals and workflows a reward comes."""
    ways = [
        t(language, "store-way-goal", goal=escape(name, NAME_LENGTH), period=period)
        for name, period in comes_by.goals
    ] + [
        t(language, "store-way-workflow", workflow=escape(name, NAME_LENGTH))
        for name in comes_by.workflows
    ]
    more = max(0, len(ways) - MOST_WAYS)
    return t(language, text_id, **params, ways=", ".join(ways[:MOST_WAYS]), more=more)


def delivers_text(language: str, role_id: int | None, days: int | None, *, code: bool) -> str:
    """Return what a coupon delivers by itself; nothing for most."""
    if role_id is not None:
        return t(language, "store-delivers-role", role=str(role_id), days=days or 0)
    return t(language, "store-delivers-code") if code else ""
