"""What Laurel saw of a member, and what each paid or why not, in words."""

from discord.utils import format_dt

from bot.services.points.earn import WHOLE
from bot.services.points.tiers import ONCE
from bot.services.why import activity
from bot.services.why.activity import Seen
from bot.texts import ENGLISH, messages, t
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import points, sentence, small
from bot.ui.core.earning import action_name
from db.tables import EventState, Unpaid

_IGNORED = {"not a member": "absent", "its message was deleted within a minute": "deleted"}
"""Why an event did nothing, as it is stored, and what the texts call it."""


async def activity_lines(
    interaction: Interaction, member_id: int, page: int
) -> tuple[list[str], int, int]:
    """Return a page of what was seen of a member, one in two lines; the page, and the pages."""
    found = await read(interaction, activity.page_of, member_id, page)
    language, called = locale(interaction), await currency(interaction)
    own = member_id == interaction.user.id
    lines = [_line(language, one, called, own=own) for one in found.seen]
    return lines, found.page, found.pages


def _line(language: str, one: Seen, called: str | None, *, own: bool) -> str:
    what = f"**{_name(language, one)}**"
    if one.times > 1:
        what = t(language, "why-times", times=one.times, what=what)
    where = [f"<#{one.channel_id}>"] if one.channel_id is not None else []
    when = format_dt(one.happened_at, "f")
    said = sentence(" ".join(outcome(language, one, called, own=own)))
    return f"{_symbol(one)} {' · '.join([what, *where, when])}\n{small(said)}"


def _name(language: str, one: Seen) -> str:
    if one.action is not None:
        return action_name(language, one.action)
    named = f"workflow-name-trigger-{one.trigger}"
    return t(language, named) if named in messages(ENGLISH) else one.trigger


def _symbol(one: Seen) -> str:
    if one.state is EventState.PENDING:
        return "⏳"
    if one.state is EventState.FAILED:
        return "⚠️"
    return "✅" if one.points > one.taken_back or one.parts else "▫️"


def outcome(language: str, one: Seen, called: str | None, *, own: bool) -> list[str]:
    """Return what something paid, and why not more, in sentences; `own`: to whoever did it."""
    if one.state is EventState.PENDING:
        return [t(language, "why-pending")]
    if one.state is EventState.FAILED:
        return [t(language, "why-failed")]
    said = []
    if one.points:
        paid = points(language, one.points, called)
        said.append(t(language, "why-paid", points=paid, made=_made(language, one)))
        if one.made_of is not None and one.made_of.worth(one.counted) % WHOLE:
            said.append(t(language, "why-carried"))
    elif one.parts:
        said.append(t(language, "why-paid-parts", made=_made(language, one)))
    if one.taken_back:
        gone = points(language, one.taken_back, called)
        said.append(t(language, "why-taken-back", points=gone))
    elif one.state is EventState.IGNORED:
        said.append(t(language, f"why-ignored-{_IGNORED.get(one.error or '', 'other')}"))
    elif one.action is None:
        said.append(t(language, "why-no-action"))
    elif one.unpaid is not None:
        said.append(_unpaid(language, one, one.unpaid, own=own))
    elif not said:
        said.append(t(language, "why-paid-nothing"))
    return said


def _made(language: str, one: Seen) -> str | int:
    """Return what made up what was paid, such as `2 × 10 × 1.5 (boost)`; 0: just the rule."""
    if one.made_of is None:
        return 0
    often = [str(one.counted)] if one.counted > 1 else []
    factors = [
        t(language, f"why-factor-{name}", times=factor / ONCE)
        for name, factor in one.made_of.factors._asdict().items()
        if factor != ONCE
    ]
    return " × ".join([*often, str(one.made_of.points), *factors])


def _unpaid(language: str, one: Seen, why: Unpaid, *, own: bool) -> str:
    """Return why a rule did not pay for all of it; with the rule as it is now."""
    return t(
        language,
        f"why-unpaid-{why.replace('_', '-')}",
        some=int(one.points > 0 or one.parts),
        cap=(one.rule and one.rule.daily_cap) or 0,
        had=one.of_day,
        own=int(own),
        seconds=one.rule.cooldown if one.rule else 0,
    )
