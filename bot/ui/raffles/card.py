"""A raffle's card in its channel, and the message to who has won."""

from discord.utils import format_dt

from bot.services.content import RaffleContent, RaffleWonContent
from bot.services.raffles.listing import RaffleView, Winner
from bot.texts import t
from bot.ui.core.actions import PRIMARY, SUCCESS, button
from bot.ui.core.cards import CAREFUL, GOOD, PLAIN, Card, Part, escape, small, title
from bot.ui.grants.action_ids import ACCEPT_PRIZE
from bot.ui.raffles.action_ids import HOW_IT_IS_DRAWN, TAKE_PART
from db.tables import RaffleState

DESCRIPTION_LENGTH = 300
"""Characters of a reward's description on a card."""

_COLOURS = {RaffleState.DRAWN: GOOD, RaffleState.ENDED: GOOD, RaffleState.CANCELLED: CAREFUL}


def message(content: RaffleContent | RaffleWonContent, server: str, community_id: int) -> Card:
    """Return what a delivery about a raffle says."""
    if isinstance(content, RaffleContent):
        return _card(content.language, content.raffle, community_id)
    return _won(content, server, community_id)


def _card(language: str, raffle: RaffleView, community_id: int) -> Card:
    """Return the card that everybody sees."""
    how = button(t(language, "raffle-how"), HOW_IT_IS_DRAWN.id(raffle.raffle_id))
    press = []
    if raffle.state is RaffleState.OPEN:
        label = t(language, "raffle-take-part")
        press.append(button(label, TAKE_PART.id(raffle.raffle_id), style=PRIMARY))
    elif raffle.state is RaffleState.DRAWN:
        leads_to = ACCEPT_PRIZE.id(raffle.raffle_id, community_id)
        press.append(button(t(language, "raffle-accept"), leads_to, style=SUCCESS))
    return Card(*about(language, raffle), [*press, how], colour=_COLOURS.get(raffle.state, PLAIN))


def about(language: str, raffle: RaffleView) -> list[Part | None]:
    """Return all that is to be said of a raffle, whatever its state."""
    name = escape(raffle.reward_name)
    parts: list[Part | None] = [title(t(language, "raffle-title", reward=name))]
    if raffle.description:
        parts.append(escape(raffle.description, DESCRIPTION_LENGTH))
    if raffle.state in (RaffleState.DRAFT, RaffleState.OPEN):
        parts.append("\n".join(_rules(language, raffle)))
    else:
        parts += _closed(language, raffle)
    if raffle.seed is not None:
        parts.append(small(t(language, "raffle-seed", seed=raffle.seed, hash=raffle.commitment)))
    elif raffle.commitment is not None:
        parts.append(small(t(language, "raffle-commitment", hash=raffle.commitment)))
    return parts


def _rules(language: str, raffle: RaffleView) -> list[str]:
    lines = [
        t(language, "raffle-units", units=raffle.units),
        t(
            language,
            "raffle-closes",
            at=format_dt(raffle.closes_at, "f"),
            left=format_dt(raffle.closes_at, "R"),
        ),
    ]
    if raffle.required_role_id is not None:
        lines.append(t(language, "raffle-needs-role", role=f"<@&{raffle.required_role_id}>"))
    if raffle.least_days:
        lines.append(t(language, "raffle-needs-days", days=raffle.least_days))
    accept = _duration(language, raffle.accept_minutes)
    lines.append(t(language, "raffle-time-to-accept", time=accept))
    if raffle.state is RaffleState.OPEN:
        lines.append(t(language, "raffle-entries", count=raffle.entries))
    return lines


def _closed(language: str, raffle: RaffleView) -> list[Part | None]:
    at = format_dt(raffle.closed_at or raffle.closes_at, "f")
    cancelled = raffle.state is RaffleState.CANCELLED
    what = t(language, "raffle-cancelled" if cancelled else "raffle-drawn", at=at)
    lines = [what, t(language, "raffle-entries-closed", count=raffle.entries)]
    if raffle.closed_by is not None:
        planned = format_dt(raffle.closes_at, "f")
        by = f"<@{raffle.closed_by}>"
        lines.append(t(language, "raffle-closed-early", manager=by, planned=planned))
    parts: list[Part | None] = ["\n".join(lines)]
    if raffle.winners:
        winners = [_winner(language, one) for one in raffle.winners]
        parts.append("\n".join([t(language, "raffle-winners"), *winners]))
    elif not cancelled:
        parts.append(t(language, "raffle-nobody"))
    if raffle.lapsed or raffle.passed:
        passed = t(language, "raffle-passed-over", lapsed=raffle.lapsed, passed=raffle.passed)
        parts.append(small(passed))
    if raffle.reason is not None:
        why = t(
            language,
            raffle.reason,
            reward=escape(raffle.reward_name),
            kind=str(raffle.reward_kind),
        )
        parts.append(small(t(language, "raffle-units-back", why=why)))
    return parts


def _winner(language: str, winner: Winner) -> str:
    who = t(language, "raffle-number", number=winner.number)
    if winner.member_id is not None:
        who = f"<@{winner.member_id}> · {who}"
    if winner.accepted or winner.accept_until is None:
        return f"- {who} ✅"
    return f"- {who} · {t(language, 'raffle-may-accept', left=format_dt(winner.accept_until, 'R'))}"


def _won(content: RaffleWonContent, server: str, community_id: int) -> Card:
    """Return the message to somebody who has won."""
    language, until = content.language, content.accept_until
    return Card(
        title(t(language, "raffle-won", reward=escape(content.reward_name))),
        t(
            language,
            "raffle-won-how",
            server=escape(server),
            at=format_dt(until, "f"),
            left=format_dt(until, "R"),
        ),
        small(t(language, "raffle-won-number", number=content.number)),
        [
            button(
                t(language, "raffle-accept"),
                ACCEPT_PRIZE.id(content.raffle_id, community_id),
                style=SUCCESS,
            )
        ],
        colour=GOOD,
    )


def _duration(language: str, minutes: int) -> str:
    for unit, size in (("days", 1440), ("hours", 60)):
        if minutes % size == 0:
            return t(language, f"raffle-{unit}", count=minutes // size)
    return t(language, "raffle-minutes", count=minutes)
