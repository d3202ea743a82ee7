"""/claim: buying a reward, by name or from the store."""

from discord import app_commands
from discord.utils import format_dt

from bot.markup import unescaped
from bot.services.grants import purchase
from bot.services.grants.burst import Press, claim_together
from bot.services.grants.purchase import Claimed, OfferCard, PriceChangedError
from bot.services.rewards import lookup
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import PRIMARY, SUCCESS, ActionId, action, button
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import resolve_suggestion, suggest
from bot.ui.core.base import Interaction, currency, db, locale, person, read, write
from bot.ui.core.cards import GOOD, Card, escape, points, title
from bot.ui.core.confirm import confirmation
from bot.ui.core.errors import explain
from bot.ui.grants.action_ids import CLAIM, SHOW_CODE, USE_COUPON
from bot.ui.rewards.store_item import delivers_text


@action(CLAIM, MEMBERS)
async def claim(interaction: Interaction, reward_id: int) -> None:
    """Ask whether to buy a reward."""
    await _offer(interaction, reward_id)


async def _offer(interaction: Interaction, reward_id: int) -> None:
    offer = await write(interaction, purchase.offer, reward_id)
    await answer(interaction, _confirm_card(interaction, offer))


def _confirm_card(interaction: Interaction, offer: OfferCard, *first: str) -> Card:
    language = locale(interaction)
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
            currency=offer.currency,
        ),
        _sale(language, offer),
        _delivers(interaction, offer),
        confirm=t(language, "claim-confirm"),
        leads_to=CONFIRM.id(offer.offer_id),
        style=SUCCESS,
    )


def _delivers(interaction: Interaction, offer: OfferCard) -> str:
    language = locale(interaction)
    if offer.days and offer.role_id in person(interaction).role_ids:
        return t(language, "claim-extends", role=str(offer.role_id), days=offer.days)
    return delivers_text(language, offer.role_id, offer.days, code=offer.delivers_code)


def _sale(language: str, offer: OfferCard) -> str | None:
    if offer.sale is None:
        return None
    ends = format_dt(offer.sale.until, "R")
    was = offer.sale.instead_of
    return t(language, "claim-sale", instead_of=was, until=ends, currency=offer.currency)


CONFIRM = ActionId[int]("confirm")


@action(CONFIRM, MEMBERS)
async def confirm(interaction: Interaction, offer_id: int) -> Card:
    """Buy what the card shows, once; if the price has changed, show the new one instead."""
    try:
        press = Press(person(interaction), offer_id)
        claimed = await db(interaction).write_together(
            claim_together, press, press.person.community_id
        )
    except PriceChangedError as changed:
        reward_id = int(str(changed.params["reward_id"]))
        offer = await write(interaction, purchase.offer, reward_id)
        explanation = await explain(interaction, changed)
        return _confirm_card(interaction, offer, explanation)
    return _done_card(interaction, claimed)


def _done_card(interaction: Interaction, claimed: Claimed) -> Card:
    language, community_id = locale(interaction), person(interaction).community_id
    granted = claimed.granted
    opens = button(t(language, "inventory-use"), USE_COUPON.id(granted.grant_id, community_id))
    then = t(language, "claim-done-next")
    if granted.code_grant_id is not None:
        leads_to = SHOW_CODE.id(granted.code_grant_id, community_id)
        opens = button(t(language, "inventory-claim-code"), leads_to, style=PRIMARY)
        then = t(language, "claim-done-code")
    elif granted.role_id is not None:
        then = t(language, "claim-done-role", role=str(granted.role_id))
    title_id = "claim-done" if granted.new else "claim-done-before"
    return Card(
        title(t(language, title_id, reward=escape(granted.reward_name))),
        t(language, "claim-done-balance", amount=claimed.balance, currency=claimed.currency),
        then,
        None if granted.role_id is not None else [opens],
        colour=GOOD,
    )


@suggest
async def _coupons(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    language, currency_name = locale(interaction), await currency(interaction)
    found = await read(interaction, lookup.find_coupons, typed)
    costs = [unescaped(points(language, item.price or 0, currency_name)) for item in found]
    return [
        (f"{item.name} · {cost}", str(item.reward_id))
        for item, cost in zip(found, costs, strict=True)
    ]


@app_commands.command(name="claim")
@app_commands.autocomplete(reward=_coupons)
async def claim_reward(interaction: Interaction, reward: str) -> None:
    """Ask whether to buy the reward that was named."""
    community_id = person(interaction).community_id
    reward = await resolve_suggestion(_coupons, interaction, reward)
    named = await db(interaction).read(lookup.resolve_on_offer, community_id, reward)
    await _offer(interaction, named.reward_id)
