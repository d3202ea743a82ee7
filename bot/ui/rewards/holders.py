"""Who holds a reward, by state, and the same as a file."""

import asyncio
from typing import Any

import discord
from discord.utils import format_dt

from bot.runtime.spreadsheet import Cell, as_csv
from bot.services.grants import holders
from bot.services.grants.holders import Holder, Holders
from bot.services.grants.item_state import STATES, ItemState
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import PRIMARY, SECONDARY, action, button
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, currency, db, locale, person, read
from bot.ui.core.cards import Card, escape, points, small, title, until
from bot.ui.core.member_names import names_of
from bot.ui.core.pages import footer, numbered, turner
from bot.ui.core.uploads import send_file
from bot.ui.rewards.action_ids import LIST_HOLDERS, NARROW_HOLDERS, SEND_HOLDERS
from db.tables import GrantSource

CHOICES = (None, *ItemState)
"""What the list may be narrowed to; a button carries the number."""

COLUMNS = (
    *("MEMBER_ID", "NAME", "STATE", "SOURCE", "GIVEN_BY", "PAID", "SINCE", "GOOD_UNTIL"),
    *("ENDED_AT", "ENDED_BY", "CODE_NUMBER", "CODE_ENDS"),
)

_IN_FILES = {
    ItemState.BADGE: "held",
    ItemState.CLAIM: "unclaimed",
    ItemState.SHOW: "claimed",
    ItemState.USE: "unused",
}
"""What a state is called in a file, where not by its own name."""


@action(LIST_HOLDERS, MANAGERS)
async def holders_card(interaction: Interaction, reward_id: int, state: int, page: int) -> Card:
    """Return a page of who holds a reward; the state 0 is any."""
    language, chosen = locale(interaction), numbered(CHOICES, state)
    found = await read(interaction, holders.page_of, reward_id, state=chosen, page=page)
    called = await currency(interaction)
    total = sum(found.counts.values())
    number = (found.page - 1) * holders.PAGE + 1
    return Card(
        title(t(language, "holders-title", reward=escape(found.reward_name), count=total)),
        "\n".join(
            f"{place}\\. {_line(language, one, called)}"
            for place, one in enumerate(found.lines, number)
        )
        or t(language, "holders-none" if not total else "holders-none-such"),
        _states(language, reward_id, chosen, found),
        footer(language, found.page, found.pages),
        turner(language, found.page, found.pages, lambda to: LIST_HOLDERS.id(reward_id, state, to)),
        [button(t(language, "holders-send"), SEND_HOLDERS.id(reward_id, state))]
        if found.lines
        else None,
    )


@action(NARROW_HOLDERS, MANAGERS)
async def narrow_holders(interaction: Interaction, reward_id: int, state: int) -> Card:
    """Show who holds it in one state, or in any."""
    return await holders_card(interaction, reward_id, state, 1)


def _states(
    language: str, reward_id: int, chosen: ItemState | None, found: Holders
) -> list[discord.ui.Button[Any]] | None:
    """Return a button for each state that there is; the one that is shown stands out."""
    there = [one for one in STATES[found.kind] if one in found.counts]
    if len(there) < 2 and chosen is None:  # one is all of them
        return None
    return [
        button(
            t(language, "holders-all")
            if one is None
            else f"{state_of(language, one)} ({found.counts.get(one, 0)})",
            NARROW_HOLDERS.id(reward_id, CHOICES.index(one)),
            style=PRIMARY if one is chosen else SECONDARY,
            disabled=one is chosen,
        )
        for one in (None, *there)
    ]


def state_of(language: str, state: ItemState) -> str:
    """Return where it is in its life, in words."""
    return t(language, f"holders-state-{state}")


def _line(language: str, one: Holder, called: str | None) -> str:
    facts = [state_of(language, one.state), _source(language, one, called)]
    if one.ended_at is not None:
        facts[:1] = [f"{facts[0]} {format_dt(one.ended_at, 'd')}"]
    if one.expires_on is not None and one.state in (ItemState.CLAIM, ItemState.USE):
        facts.append(until(language, one.expires_on))
    if one.code_number is not None:
        facts.append(
            f"#{one.code_number}" + escape(f" …{one.code_ending}" if one.code_ending else "")
        )
    since = format_dt(one.since, "d")
    return f"<@{one.member_id}> · {since}\n{small(' · '.join(facts))}"


def _source(language: str, one: Holder, called: str | None) -> str:
    """Return how it came there: `bought for 100 points`, `given by @Linh`."""
    return t(
        language,
        f"holders-source-{one.source}",
        price=points(language, one.paid, called),
        by=f"<@{one.given_by}>" if one.given_by else "none",
    )


@action(SEND_HOLDERS, MANAGERS)
async def send_holders(interaction: Interaction, reward_id: int, state: int) -> None:
    """Send all of them as a file, to this manager only; a code is known by its last characters."""
    async with working(interaction):
        by, chosen = person(interaction), numbered(CHOICES, state)
        name = (await read(interaction, holders.page_of, reward_id)).reward_name
        found: list[Holder] = []
        while some := await read(
            interaction,
            holders.slice_of,
            reward_id,
            state=chosen,
            after=found[-1].grant_id if found else 0,
        ):
            found += some
        names = await names_of(interaction, [one.member_id for one in found])
        content = await asyncio.to_thread(as_csv, COLUMNS, [_row(one, names) for one in found])
        message = t(locale(interaction), "holders-sent", reward=escape(name), count=len(found))

        async def record() -> None:  # after the upload: a file that Discord refused reached nobody
            await db(interaction).write(holders.exported, by, reward_id, len(found))

        await send_file(interaction, message, "holders.csv", content, begun=record)


def _row(one: Holder, names: dict[int, str]) -> tuple[Cell, ...]:
    return (
        str(one.member_id),
        names.get(one.member_id),
        _IN_FILES.get(one.state, str(one.state)),
        str(one.source),
        one.given_by and str(one.given_by),
        one.paid if one.source is GrantSource.CLAIM else None,
        one.since.isoformat(timespec="seconds"),
        one.expires_on,
        one.ended_at and one.ended_at.isoformat(timespec="seconds"),
        one.ended_by and str(one.ended_by),
        one.code_number,
        one.code_ending,
    )
