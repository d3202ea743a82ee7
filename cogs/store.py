"""/store and /claim: looking at what is on offer, and buying it."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.markup import unescaped
from bot.services import claims, images
from bot.services.catalogue import names, store
from bot.services.catalogue.store import StoreItem, StorePage
from bot.services.claims import Claimed, OfferCard, PriceChangedError
from bot.services.people import Person
from bot.services.points import NotEnoughPointsError
from bot.texts import t
from bot.ui.access import MEMBERS
from bot.ui.actions import PRIMARY, SUCCESS, action, button
from bot.ui.answers import answer, replace
from bot.ui.autocomplete import meant, suggest
from bot.ui.base import Interaction, currency, db, locale, person
from bot.ui.cards import GOOD, Card, Part, escape, line, points, small, title
from bot.ui.commands import text
from bot.ui.confirm import confirmation
from bot.ui.earning import ways_to_earn
from bot.ui.errors import explain
from bot.ui.hints import hinted
from bot.ui.inventory import use
from bot.ui.pages import footer, turner
from bot.ui.pictures import Pictures
from bot.ui.shelf import shelf
from db.session import Session


def _look(session: Session, who: Person, page: int) -> tuple[StorePage, dict[int, bytes]]:
    """Return a page and its pictures in one go: everybody opens the store at the same time."""
    shown = store.store_page(session, who, page)
    image_ids = [item.image_id for item in shown.items if item.image_id is not None]
    return shown, images.thumbnails(session, who.community_id, image_ids)


async def _page(interaction: Interaction, page: int) -> Card:
    """Return a page of the store as this member sees it."""
    language = locale(interaction)
    shown, thumbnails = await db(interaction).read(_look, person(interaction), page)
    points_word = await currency(interaction)
    look = Pictures(thumbnails)
    parts: list[Part | None] = [
        title(t(language, "store-title")),
        t(language, "store-balance", amount=shown.balance, currency=points_word),
    ]
    if not shown.items:
        empty = t(language, "store-empty")
        parts.append(await hinted(interaction, empty, "store-empty", {}))
    if any(isinstance(item.refusal, NotEnoughPointsError) for item in shown.items):
        ways = await ways_to_earn(interaction)
        parts.append(small(t(language, "store-earn-more", ways=ways)) if ways else None)
    earned_begins = True
    for item in shown.items:
        parts.append(line())
        if item.earned and earned_begins:
            parts.append(f"### {t(language, 'store-earned')}")
            earned_begins = False
        parts.extend(await _item(interaction, item, points_word, look))
    parts.append(turner(language, shown.page, shown.pages, show_page.id))
    parts.append(footer(language, shown.page, shown.pages))
    return Card(*parts, files=look.files)


async def _item(
    interaction: Interaction, item: StoreItem, points_word: str | None, look: Pictures
) -> list[Part]:
    parts = [await shelf(interaction, item, points_word, look)]
    if not item.earned and item.refusal is None:
        label = t(locale(interaction), "store-claim")
        parts.append([button(label, claim.id(item.reward_id), style=PRIMARY)])
    return parts


@action("store", MEMBERS)
async def show_page(interaction: Interaction, page: int) -> None:
    """Turn to a page of the store."""
    await replace(interaction, await _page(interaction, page))


@action("claim", MEMBERS)
async def claim(interaction: Interaction, reward_id: int) -> None:
    """Ask whether to buy this one."""
    await _ask(interaction, reward_id)


async def _ask(interaction: Interaction, reward_id: int) -> None:
    offer = await db(interaction).write(claims.offer, person(interaction), reward_id)
    await answer(interaction, await _confirm_card(interaction, offer))


async def _confirm_card(interaction: Interaction, offer: OfferCard, *first: str) -> Card:
    language, points_word = locale(interaction), await currency(interaction)
    return confirmation(
        language,
        *first,
        title(t(language, "claim-question", reward=escape(offer.reward_name))),
        t(
            language,
            "claim-terms",
            price=offer.price,
            before=offer.balance,
            after=offer.balance_after,
            currency=points_word,
        ),
        confirm=t(language, "claim-confirm"),
        leads_to=confirm.id(offer.offer_id),
        style=SUCCESS,
    )


@action("confirm", MEMBERS)
async def confirm(interaction: Interaction, offer_id: int) -> None:
    """Buy what the card shows, once; show the new price instead if it has changed."""
    who = person(interaction)
    await currency(interaction)  # asked now: nothing may fail once it is bought
    try:
        claimed = await db(interaction).write(claims.claim, who, offer_id)
    except PriceChangedError as changed:
        reward_id = int(str(changed.params["reward_id"]))
        offer = await db(interaction).write(claims.offer, who, reward_id)
        told = await explain(interaction, changed)
        await replace(interaction, await _confirm_card(interaction, offer, told))
        return
    await replace(interaction, await _done_card(interaction, claimed))


async def _done_card(interaction: Interaction, claimed: Claimed) -> Card:
    language, points_word = locale(interaction), await currency(interaction)
    granted = claimed.granted
    opens = use.id(granted.grant_id, person(interaction).community_id)
    head = "claim-done" if granted.new else "claim-done-before"
    return Card(
        title(t(language, head, reward=escape(granted.reward_name))),
        t(language, "claim-done-balance", amount=claimed.balance, currency=points_word),
        t(language, "claim-done-next"),
        [button(t(language, "inventory-use"), opens)],
        colour=GOOD,
    )


@suggest
async def _coupons(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    language, points_word = locale(interaction), await currency(interaction)
    found = await db(interaction).read(names.find_coupons, person(interaction), typed)
    costs = [unescaped(points(language, item.price or 0, points_word)) for item in found]
    return [
        (f"{item.name} · {cost}", str(item.reward_id))
        for item, cost in zip(found, costs, strict=True)
    ]


class Store(commands.Cog):
    """What members look at and buy."""

    @app_commands.command(name="store", description=text("command-store"))
    @app_commands.describe(page=text("command-store-page"))
    async def store(
        self, interaction: Interaction, page: app_commands.Range[int, 1, 10_000] = 1
    ) -> None:
        """Show what is on offer."""
        await answer(interaction, await _page(interaction, page))

    @app_commands.command(name="claim", description=text("command-claim"))
    @app_commands.describe(reward=text("command-claim-reward"))
    @app_commands.autocomplete(reward=_coupons)
    async def claim(self, interaction: Interaction, reward: str) -> None:
        """Go straight to buying one."""
        community_id = person(interaction).community_id
        reward = await meant(_coupons, interaction, reward)
        named = await db(interaction).read(names.resolve_on_offer, community_id, reward)
        await _ask(interaction, named.reward_id)


async def setup(bot: Any) -> None:
    """Add this family of commands to the bot."""
    await bot.add_cog(Store())
