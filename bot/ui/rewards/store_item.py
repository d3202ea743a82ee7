"""How a reward stands in the store, for members and for managers who preview it."""

from bot.services.rewards.store import StoreItem
from bot.texts import t
from bot.ui.core.base import Interaction, locale
from bot.ui.core.cards import Part, escape, left, points, small, until, with_picture
from bot.ui.core.errors import explain
from bot.ui.core.pictures import Pictures

DESCRIPTION_LENGTH = 280
"""Characters of a description that the store shows; five of them fit on a card."""


async def store_item(
    interaction: Interaction, item: StoreItem, currency_name: str | None, shown: Pictures
) -> Part:
    """Return what the store says of a reward, with its picture."""
    language = locale(interaction)
    facts = [until(language, item.expires_on)] if item.expires_on else []
    if item.price is not None:
        facts = [points(language, item.price, currency_name), left(language, item.left), *facts]
    lines = [f"**{escape(item.name)}**", small(" · ".join(facts)) if facts else ""]
    if item.description:
        lines.append(escape(item.description, DESCRIPTION_LENGTH))
    if item.earned:
        lines.append(small(t(language, f"store-earned-{item.kind}")))
    elif item.refusal is not None:
        lines.append(f"-# {await explain(interaction, item.refusal)}")
    body = "\n".join(part for part in lines if part)
    url = shown.url(item.look)
    return with_picture(body, url) if url else body
