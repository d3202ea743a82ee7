"""/store: the rewards on offer."""

from collections.abc import Mapping

from discord import app_commands

from bot.services.actors import Person
from bot.services.points.ledger import NotEnoughPointsError
from bot.services.rewards import images, store
from bot.services.rewards.store import StoreItem, StorePage
from bot.services.why import sources
from bot.services.why.sources import Sources
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import PRIMARY, ActionId, action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import Card, Part, line, small, title
from bot.ui.core.earning import ways_to_earn
from bot.ui.core.hints import hinted
from bot.ui.core.pages import Page, footer, turner
from bot.ui.core.pictures import Pictures, pictures
from bot.ui.grants.action_ids import CLAIM
from bot.ui.rewards.store_item import store_item
from db.session import Session


def _load(
    session: Session, who: Person, page: int
) -> tuple[StorePage, dict[int, bytes], Mapping[int, Sources]]:
    """Load a page and its pictures in one go: everybody opens the store at the same time."""
    shown = store.store_page(session, who, page)
    image_ids = [one.look.image_id for one in shown.items if one.look.image_id is not None]
    earned = [one.reward_id for one in shown.items if one.earned]
    return (
        shown,
        images.thumbnails(session, who.community_id, image_ids),
        sources.of_rewards(session, who.community_id, earned),
    )


async def _page(interaction: Interaction, page: int) -> Card:
    """Return a page of the store as this member sees it."""
    language = locale(interaction)
    shown, thumbnails, comes_by = await read(interaction, _load, page)
    currency_name = await currency(interaction)
    shown_as = await pictures(interaction, [item.look for item in shown.items], thumbnails)
    parts: list[Part | None] = [
        title(t(language, "store-title")),
        t(language, "store-balance", amount=shown.balance, currency=currency_name),
    ]
    if not shown.items:
        empty = t(language, "store-empty")
        parts.append(await hinted(interaction, empty, "store-empty", {}))
    if any(isinstance(item.refusal, NotEnoughPointsError) for item in shown.items):
        ways = await ways_to_earn(interaction)
        parts.append(small(t(language, "store-earn-more", ways=ways)) if ways else None)
    first_earned = True
    for item in shown.items:
        parts.append(line())
        if item.earned and first_earned:
            parts.append(f"### {t(language, 'store-earned')}")
            first_earned = False
        by = comes_by.get(item.reward_id)
        parts.extend(await _item(interaction, item, currency_name, shown_as, by))
    parts.append(footer(language, shown.page, shown.pages))
    parts.append(turner(language, shown.page, shown.pages, SHOW_PAGE.id))
    return Card(*parts, files=shown_as.files)


async def _item(
    interaction: Interaction,
    item: StoreItem,
    currency_name: str | None,
    shown_as: Pictures,
    comes_by: Sources | None,
) -> list[Part]:
    parts = [await store_item(interaction, item, currency_name, shown_as, comes_by)]
    if not item.earned and item.refusal is None:
        label = t(locale(interaction), "store-claim")
        parts.append([button(label, CLAIM.id(item.reward_id), style=PRIMARY)])
    return parts


SHOW_PAGE = ActionId[int]("store")


@action(SHOW_PAGE, MEMBERS)
async def show_page(interaction: Interaction, page: int) -> Card:
    """Turn to a page of the store."""
    return await _page(interaction, page)


@app_commands.command(name="store")
async def show_store(interaction: Interaction, page: Page = 1) -> None:
    """Show the rewards on offer."""
    await answer(interaction, await _page(interaction, page))
