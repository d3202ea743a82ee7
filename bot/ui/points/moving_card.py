"""The card that shows what an import of points would do, and what it asks."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import SelectOption

from bot.services.moving.brought import Feeds, Money
from bot.services.moving.preview import Largest, Preview
from bot.services.moving.terms import LEFT_OUT, Loss, Mode, Sums
from bot.services.points.many_reports import Report
from bot.texts import t
from bot.ui.core.actions import DANGER, PRIMARY, button, choice_list
from bot.ui.core.cards import CAREFUL, GOOD, Card, Part, escape, shorten, small, title
from bot.ui.points import action_ids as ids

_FILE_NAME = 50  # characters on the card
_NAME = 32  # characters of a member, as many as Discord allows
_FEEDS = list(Feeds)


def card(language: str, seen: Preview, currency: str | None) -> Card:
    """Return the card; with nothing to bring in it has no *Import*."""
    named = t(language, f"moving-format-{seen.format}")
    return Card(
        title(t(language, "moving-title", format=named)),
        _file(language, seen),
        "\n".join(_warnings(language, seen)) or None,
        *(_terms(language, seen, currency) if may_choose(seen) else ()),
        [*_buttons(language, seen)],
        _proposals(language, seen),
        colour=CAREFUL,
    )


def _file(language: str, seen: Preview) -> str:
    file = f"**{escape(shorten(seen.file_name, _FILE_NAME))}**"
    if not seen.accounts:
        return t(language, "moving-file-without", file=file)
    return t(language, "moving-file", file=file, accounts=seen.accounts)


def may_choose(seen: Preview) -> bool:
    """Return whether it matters what a manager says of the points in the files."""
    return bool(seen.accounts) and seen.done_by is None


def can_import(seen: Preview) -> bool:
    """Return whether confirming would bring anything that is not here."""
    return (
        may_choose(seen)
        and seen.comes > 0
        and (seen.choices.mode is Mode.SET or seen.earn.points > 0 or seen.spend.points > 0)
    )


def _warnings(language: str, seen: Preview) -> Iterator[str]:
    if seen.done_by is not None:
        yield t(language, "moving-done-already")
    elif seen.again:
        yield t(language, "moving-again", count=seen.again, mode=seen.choices.mode.value)
    if not seen.synced:
        yield t(language, "moving-not-synced")
    if seen.losses.get(Loss.TOO_LARGE):
        yield t(language, "moving-too-large-hint", count=seen.losses[Loss.TOO_LARGE])


def _people(language: str, seen: Preview) -> Iterator[str]:
    yield t(language, "moving-people", present=seen.present, absent=seen.absent)
    for loss in Loss:
        count = seen.losses.get(loss, 0)
        if count and loss is not Loss.FRACTION:
            kind = "out" if loss in LEFT_OUT else "in"
            reason = t(language, f"moving-reason-{loss.replace('_', '-')}")
            yield f"- {t(language, f'moving-line-{kind}', count=count, reason=reason)}"


def _totals(language: str, seen: Preview, currency: str | None) -> Iterator[str]:
    mode = seen.choices.mode.value
    yield t(language, "moving-terms", rate=seen.choices.rate, cap=seen.choices.cap or 0, mode=mode)
    both = (
        ("earn", seen.earn, seen.earn_before, seen.earn_change),
        ("spend", seen.spend, seen.spend_before, seen.spend_change),
    )
    for wallet, sums, before, change in both:
        yield t(
            language,
            f"moving-total-{wallet}",
            before=before,
            after=before + change,
            change=abs(change),
            sign="−" if change < 0 else "+",
            currency=currency,
        )
        lost = _lost(sums)
        if lost:
            yield small(t(language, "moving-fraction", lost=lost))


def _lost(sums: Sums) -> float:
    """Return the parts of points that rounding down loses, in points with two decimals."""
    return round(float(sums.lost.get(Loss.FRACTION, 0)), 2)


def _largest(language: str, seen: Preview) -> str:
    lines = [
        t(language, "moving-largest-line", member=_who(language, one), points=one.points)
        for one in seen.largest
    ]
    return "\n".join([t(language, "moving-largest"), *(f"1. {line}" for line in lines)])


def _who(language: str, one: Largest) -> str:
    """Return who somebody is; Discord names only those who are here."""
    if one.present:
        return f"<@{one.member_id}>"
    name = escape(shorten(one.name, _NAME)) if one.name else f"`{one.member_id}`"
    return t(language, "moving-not-here", name=name)


def _terms(language: str, seen: Preview, currency: str | None) -> Iterator[Part]:
    """Yield who and what would come in, and the lists that say where it goes."""
    yield "\n".join(_people(language, seen))
    yield "\n".join(_totals(language, seen, currency))
    if seen.largest:
        yield _largest(language, seen)
    for at, money in enumerate(seen.moneys):
        yield t(language, "moving-feeds", money=money_name(language, money))
        options = [
            SelectOption(
                label=t(language, f"moving-feeds-{feeds}"),
                value=feeds.value,
                default=feeds is seen.feeds(money),
            )
            for feeds in _FEEDS
        ]
        yield [choice_list(options, ids.CHOOSE_FEEDS.id(seen.moving_id, at))]


def money_name(language: str, money: Money) -> str:
    """Return what a money is called."""
    return t(language, f"moving-money-{money.key}")


def _buttons(language: str, seen: Preview) -> Iterator[discord.ui.Button[Any]]:
    if can_import(seen):
        leads_to = ids.CONFIRM_MOVING.id(seen.moving_id, seen.turn)
        yield button(t(language, "moving-import"), leads_to, style=PRIMARY)
    if may_choose(seen):
        yield button(t(language, "moving-set-terms"), ids.OPEN_TERMS.id(seen.moving_id))
        setting = seen.choices.mode is Mode.SET
        label = t(language, "moving-switch-add" if setting else "moving-switch-set")
        yield button(label, ids.SWITCH_MODE.id(seen.moving_id, int(not setting)))
    if not seen.synced:
        yield button(t(language, "moving-look-again"), ids.LOOK_AGAIN.id(seen.moving_id))
    yield button(t(language, "moving-cancel"), ids.CANCEL_MOVING.id(seen.moving_id))


def _proposals(language: str, seen: Preview) -> list[discord.ui.Button[Any]] | None:
    """Return what leads to what else the files propose; None if that is nothing."""
    buttons = []
    if seen.level_roles:
        label = t(language, "moving-show-tiers", count=len(seen.level_roles))
        buttons.append(button(label, ids.SHOW_TIERS.id(seen.moving_id)))
    if seen.items:
        label = t(language, "moving-show-coupons", count=len(seen.items))
        buttons.append(button(label, ids.SHOW_COUPONS.id(seen.moving_id)))
    return buttons or None


def done(language: str, seen: Preview, report: Report, currency: str | None) -> Card:
    """Return the card that says what an import has brought, and proves it."""
    named = t(language, f"moving-format-{seen.format}")
    return Card(
        title(t(language, "moving-done-title", format=named)),
        t(language, "moving-done-members", changed=report.done, unchanged=report.unchanged),
        "\n".join(_brought(language, seen, report, currency)),
        small(t(language, "moving-done-quietly")),
        [
            button(t(language, "points-many-undo"), ids.ASK_UNDO.id(report.batch_id), style=DANGER),
            *(_proposals(language, seen) or []),
        ],
        colour=GOOD,
    )


def _brought(language: str, seen: Preview, report: Report, currency: str | None) -> Iterator[str]:
    for wallet, moved, sums in (
        ("earn", report.earn, seen.earn),
        ("spend", report.spend, seen.spend),
    ):
        yield t(
            language,
            f"moving-done-{wallet}",
            added=moved.added,
            taken=moved.taken,
            currency=currency,
        )
        yield small(
            t(
                language,
                "moving-proof",
                asked=float(sums.asked),
                lost=float(sum(sums.lost.values())),
                points=sums.points,
            )
        )
