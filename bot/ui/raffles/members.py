"""What members press on a raffle's card: taking part, how it is drawn, accepting."""

from bot.services.raffles import accepting, entering, listing
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import PRIMARY, action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, db, locale, person, person_in, write
from bot.ui.core.cards import GOOD, Card, escape, small, title
from bot.ui.grants.action_ids import ACCEPT_PRIZE, MY_REWARDS, SHOW_CODE, USE_COUPON
from bot.ui.raffles.action_ids import HOW_IT_IS_DRAWN, TAKE_PART
from db.tables import RewardKind


@action(TAKE_PART, MEMBERS)
async def take_part(interaction: Interaction, raffle_id: int) -> None:
    """Enter whoever presses; the card itself follows a little later, with what others pressed."""
    language = locale(interaction)
    entered = await write(interaction, entering.take_part, raffle_id)
    if entered.number is None:
        text = t(language, "raffle-entered-erased")
    elif entered.new:
        text = t(language, "raffle-entered", number=entered.number)
    else:
        text = t(language, "raffle-entered-before", number=entered.number)
    await answer(interaction, Card(text, colour=GOOD))


@action(HOW_IT_IS_DRAWN, MEMBERS)
async def how_it_is_drawn(interaction: Interaction, raffle_id: int) -> None:
    """Say how anybody can follow the draw by hand."""
    language, who = locale(interaction), person(interaction)
    raffle = await db(interaction).read(listing.view, who.community_id, raffle_id)
    known = "raffle-how-seed" if raffle.seed else "raffle-how-secret"
    await answer(
        interaction,
        Card(
            title(t(language, "raffle-how-title", reward=escape(raffle.reward_name))),
            t(language, "raffle-how-rule", units=raffle.units),
            t(language, "raffle-how-check"),
            small(t(language, known, seed=raffle.seed or "", hash=raffle.commitment or "")),
        ),
    )


@action(ACCEPT_PRIZE, MEMBERS)
async def accept_prize(interaction: Interaction, raffle_id: int, community_id: int) -> Card | None:
    """Take what one has won; a direct message becomes the way to it, other cards stay."""
    language = locale(interaction)
    who = await person_in(interaction, community_id)
    granted = await db(interaction).write(accepting.accept, who, raffle_id)
    text_id = "raffle-accepted" if granted.new else "raffle-accepted-before"
    opens, label, then = None, "", ""
    numbers = granted.grant_id, community_id
    if granted.kind is RewardKind.VOUCHER:
        opens, label = SHOW_CODE.id(*numbers), "inventory-claim-code"
        then = t(language, "claim-done-code")
    elif granted.kind is RewardKind.COUPON:
        opens, label = USE_COUPON.id(*numbers), "inventory-use"
        then = t(language, "claim-done-next")
    elif interaction.guild_id is not None:
        opens, label = MY_REWARDS.id(), "delivery-my-rewards"
    card = Card(
        t(language, text_id, reward=escape(granted.reward_name)),
        then,
        [button(t(language, label), opens, style=PRIMARY)] if opens else None,
        colour=GOOD,
    )
    if interaction.guild_id is None:
        return card
    await answer(interaction, card)
    return None
