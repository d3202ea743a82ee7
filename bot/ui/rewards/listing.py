"""The list of a community's rewards."""

from discord.utils import format_dt

from bot.services.rewards import stats
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.stats import RewardLine
from bot.texts import t
from bot.ui.core import pages
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, chosen_number
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import Card, escape, left, price, small
from bot.ui.core.pages import Line, numbered, why_empty
from bot.ui.rewards import draft
from bot.ui.rewards.action_ids import LIST_REWARDS, OPEN_REWARD
from bot.ui.rewards.views import expiry, kind_and_stage
from db.tables import RewardKind

STAGES = (None, Stage.DRAFT, Stage.ON_OFFER, Stage.ARCHIVED, Stage.PLANNED, Stage.OVER)
"""What the list may be narrowed to; a button carries the number."""


async def list_card(interaction: Interaction, stage: Stage | None, page: int) -> Card:
    """Return a page of the list, with a way to each of its rewards."""
    language, currency_name = locale(interaction), await currency(interaction)
    found = await read(interaction, stats.list_rewards, stage=stage, page=page)
    return pages.list_card(
        language,
        "rewards-list",
        [Line(_line(language, one, currency_name), one.name, one.reward_id) for one in found.lines],
        (found.total, found.page, found.pages),
        empty=t(language, f"rewards-list-{why_empty(stage, found.others)}"),
        opens=OPEN_REWARD.id(),
        leads_to=lambda to: LIST_REWARDS.id(STAGES.index(stage), to),
    )


def _line(language: str, one: RewardLine, currency_name: str | None) -> str:
    facts = [kind_and_stage(language, one.kind, one.stage)]
    if one.stage is Stage.PLANNED and one.publish_at is not None:
        facts.append(format_dt(one.publish_at, "F"))
    if one.price is not None:
        facts.append(price(language, one.price, one.sale, currency_name))
    if one.left is not None:
        facts.append(left(language, one.left))
    if one.kind is RewardKind.VOUCHER:
        facts.append(t(language, "rewards-codes", count=one.usable_codes or 0))
    facts.append(t(language, "rewards-given", count=one.granted))
    if one.expires_on is not None:
        facts.append(expiry(language, one))
    return f"**{escape(one.name)}**\n{small(' · '.join(facts))}"


@action(OPEN_REWARD, MANAGERS)
async def open_reward(interaction: Interaction) -> None:
    """Open the reward that was chosen in the list."""
    await draft.open_card(interaction, chosen_number(interaction))


@action(LIST_REWARDS, MANAGERS)
async def list_rewards(interaction: Interaction, number: int, page: int) -> Card:
    """Show another page of the list."""
    return await list_card(interaction, numbered(STAGES, number), page)
