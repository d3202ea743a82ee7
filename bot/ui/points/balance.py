"""A member's balance, and the history of it."""

from discord.utils import format_dt

from bot.services import communities
from bot.services.points import movements
from bot.services.points import ways as member_ways
from bot.services.points.ledger import Balances
from bot.services.points.movements import History, Movement
from bot.services.points.ways import Ways
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import action
from bot.ui.core.base import Interaction, db, locale, person
from bot.ui.core.cards import Card, escape, title
from bot.ui.core.earning import earning_now, ways
from bot.ui.core.pages import footer, turner
from bot.ui.points.action_ids import SHOW_BALANCE
from bot.ui.points.causes import for_what, note_of
from db.session import Session
from db.tables import Community, WalletMode

NOTE_LENGTH = 250
"""Characters of a manager's note that a history shows; ten of them fit on a card."""


@action(SHOW_BALANCE, MEMBERS)
async def balance_card(interaction: Interaction, page: int) -> Card:
    """Return a page of somebody's own points and where they came from."""
    language, who = locale(interaction), person(interaction)

    def load(session: Session) -> tuple[Community, History, Ways]:
        community = communities.get(session, who.community_id)
        history = movements.history(session, who, who.member_id, page)
        return community, history, member_ways.ways(session, who.community_id, who.member_id)

    community, history, found = await db(interaction).read(load)
    return Card(
        title(t(language, "balance-title")),
        balance_text(language, history.balances, community),
        earning_now(language, found),
        history_text(language, history, ways(language, found, community.currency)),
        footer(language, history.page, history.pages),
        turner(language, history.page, history.pages, SHOW_BALANCE.id),
    )


def balance_text(language: str, balances: Balances, community: Community) -> str:
    """Return what somebody has: both wallets, or the one that the community shows."""
    called = community.currency
    spend = t(language, "balance-spend", amount=balances.spend, currency=called)
    if community.wallet_mode == WalletMode.SINGLE:
        return spend
    return f"{spend}\n{t(language, 'balance-earn', amount=balances.earn, currency=called)}"


def history_text(language: str, history: History, how: str | None) -> str:
    """Return a page of movements, one a line, newest first; `how` to have the first one."""
    if not history.movements and how is None:
        return t(language, "balance-no-history")
    if not history.movements:
        return t(language, "balance-first", ways=how)
    return "\n".join(_movement(language, one) for one in history.movements)


def _movement(language: str, one: Movement) -> str:
    reason = for_what(language, one) or t(language, f"balance-reason-{one.reason}")
    note = note_of(one)
    text = f" — {escape(note, NOTE_LENGTH)}" if note else ""
    sign = "+" if one.amount > 0 else "−"
    amount = t(language, "balance-amount", amount=abs(one.amount))
    return f"{format_dt(one.at, 'd')} **{sign}{amount}** {reason}{text}"
