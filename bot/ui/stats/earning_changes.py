"""What a change of earning would have paid lately, shown before it is saved."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import discord
from discord.ui import ChannelSelect
from discord.utils import format_dt

from bot.pictures.cards import LineChart, Series
from bot.services.pipeline import changes, would_have_paid
from bot.services.pipeline.changes import (
    BoostChange,
    Change,
    LeftOutChange,
    PlaceChange,
    RuleChange,
)
from bot.services.pipeline.would_have_paid import LOOKED_BACK, Trial
from bot.services.points import boosts, rules
from bot.services.points.earn import WHOLE
from bot.services.points.places import PlaceRow
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.action_ids import NOT_NOW
from bot.ui.core.actions import PRIMARY, TooOldError, action, button, chosen, read_number
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, currency, db, locale, payload, read, write
from bot.ui.core.cards import CAREFUL, GOOD, Card, small, title
from bot.ui.core.drawn import drawn, wants_pictures
from bot.ui.core.earning import action_name, rule_line
from bot.ui.points.action_ids import REMOVE_PLACE
from bot.ui.points.boosts import boost_line, boosts_card
from bot.ui.points.places import place_line, places_card
from bot.ui.points.rules import rule_card
from bot.ui.stats.action_ids import BOOST_IN, SAVE_CHANGE
from bot.ui.stats.formats import day_label, share, thousands


async def ask(interaction: Interaction, change: Change) -> None:
    """Answer a command with what a change would have paid, and the way to save it."""
    async with working(interaction):
        await answer(interaction, await preview(interaction, change))


async def preview(interaction: Interaction, change: Change) -> Card:
    """Return what a change would have paid, with *Save*; the interaction is acknowledged."""
    trial = await _tried(interaction, change)
    form_id = await write(interaction, changes.keep, change)
    language = locale(interaction)
    numbers = await _numbers(interaction, trial)
    chart = await _chart(interaction, trial)
    choice: list[ChannelSelect[Any]] = []
    if isinstance(change, BoostChange):
        choice = [_channel_list(language, change, form_id)]
    return Card(
        title(t(language, "change-title")),
        await _about(interaction, change),
        chart.part if chart else None,
        numbers,
        small(t(language, "change-how")),
        choice or None,
        [
            button(t(language, "change-save"), SAVE_CHANGE.id(form_id), style=PRIMARY),
            button(t(language, "ui-not-now"), NOT_NOW.id()),
        ],
        colour=CAREFUL,
        files=[chart.file] if chart else (),
    )


async def _tried(interaction: Interaction, change: Change) -> Trial:
    guild = interaction.guild
    categories = {
        channel.id: channel.category_id
        for channel in (guild.channels if guild is not None else ())
        if channel.category_id is not None
    }
    trial = await read(interaction, would_have_paid.run, change, categories)
    while not trial.done:
        trial = await read(interaction, would_have_paid.run, change, categories, trial)
    return trial


async def _about(interaction: Interaction, change: Change) -> str:
    """Say what would be so."""
    language, called = locale(interaction), await currency(interaction)
    match change:
        case RuleChange():
            rule = await read(interaction, changes.rule_after, change)
            if rule is None:
                return t(language, "change-removes", action=action_name(language, change.action))
            return rule_line(language, rule, called)
        case PlaceChange(factor=int(factor)):
            row = PlaceRow(change.channel_id, change.action, factor)
            return place_line(language, f"<#{change.channel_id}>", row)
        case PlaceChange():
            what = action_name(language, change.action) if change.action else 0
            return t(language, "change-place-back", where=f"<#{change.channel_id}>", what=what)
        case LeftOutChange():
            who = f"<@&{change.role_id}>" if change.role_id else f"<@{change.member_id}>"
            return t(language, "change-leave-out" if change.out else "change-let-in", who=who)
        case BoostChange():
            text = boost_line(language, change.row(db(interaction).world.clock()))
            announced = "boost-announced" if change.announce else "boost-silent"
            return f"{text}\n{t(language, announced)}"


async def _numbers(interaction: Interaction, trial: Trial) -> str:
    """Say what was paid, and what would have been."""
    language, called = locale(interaction), await currency(interaction)
    since = format_dt(trial.since, "f") if trial.cut else 0
    if not trial.paid and not trial.would:
        lines = [t(language, "change-nothing-happened", since=since)]
    else:
        lines = _compared(language, trial, called, since)
    if trial.cut:
        lines.append(t(language, "change-cut", events=would_have_paid.MOST_EVENTS))
    return "\n".join(lines)


def _compared(language: str, trial: Trial, called: str | None, since: str | int) -> list[str]:
    """Compare what was paid with what would have been."""
    paid, would = trial.points
    lines = [t(language, "change-paid", paid=paid, would=would, currency=called, since=since)]
    if isinstance(trial.change, BoostChange):
        lines.append(t(language, "change-boost-all-the-time"))
    if would == paid:
        lines.append(t(language, "change-same"))
    elif paid:
        by = share(language, abs(would - paid), paid)
        lines.append(t(language, "change-more" if would > paid else "change-less", by=by))
    return lines


async def _chart(interaction: Interaction, trial: Trial) -> Any:
    """Draw both day by day, if whoever asks wants pictures and there is anything to draw."""
    if not trial.paid or not await wants_pictures(interaction):
        return None
    language, days = locale(interaction), _days(trial)
    series = [
        Series(t(language, name), tuple(of[day] // WHOLE for day in days))
        for name, of in (("change-series-paid", trial.paid), ("change-series-would", trial.would))
    ]
    heading = t(language, "change-chart")
    labels = tuple(day_label(language, day) for day in days)
    chart = LineChart(heading, labels, tuple(series), thousands=thousands(language))
    paid, would = trial.points
    about = t(language, "change-chart-says", paid=paid, would=would)
    return await drawn(interaction, chart, "would-have-paid", f"{heading}. {about}")


def _days(trial: Trial) -> Sequence[date]:
    """Return every day from the first with anything to the last."""
    first, last = min(trial.paid), max(trial.paid)
    first = max(first, last - LOOKED_BACK)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _channel_list(language: str, change: BoostChange, form_id: int) -> ChannelSelect[Any]:
    return ChannelSelect(
        custom_id=BOOST_IN.id(form_id),
        channel_types=[
            discord.ChannelType.category,
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.forum,
            discord.ChannelType.voice,
            discord.ChannelType.stage_voice,
        ],
        placeholder=t(language, "boost-choose-channels"),
        min_values=0,
        max_values=boosts.MOST_CHANNELS,
        default_values=[
            discord.SelectDefaultValue(id=channel_id, type=discord.SelectDefaultValueType.channel)
            for channel_id in change.channel_ids
        ],
    )


@action(BOOST_IN, MANAGERS)
async def boost_in(interaction: Interaction, form_id: int) -> Card:
    """Limit a boost that is not saved yet to channels, or let it be everywhere."""
    change = await read(interaction, changes.load, form_id)
    if not isinstance(change, BoostChange):
        raise TooOldError
    channel_ids = tuple(read_number(value) for value in payload(interaction).get("values") or [])
    async with working(interaction, replaces=True):
        return await preview(interaction, change.model_copy(update={"channel_ids": channel_ids}))


@action(SAVE_CHANGE, MANAGERS)
async def save_change(interaction: Interaction, form_id: int) -> Card:
    """Save a change, and show what it changed."""
    change = await write(interaction, changes.save, form_id)
    language = locale(interaction)
    saved = t(language, "settings-admin-saved")
    match change:
        case RuleChange(reset=True):
            rule = await read(interaction, changes.rule_after, change)
            text = t(language, "earning-removed" if rule is None else "earning-reset")
            line = rule_line(language, rule, await currency(interaction)) if rule else None
            return Card(text, line, colour=GOOD)
        case RuleChange():
            assert interaction.guild_id is not None
            rule = await db(interaction).read(rules.find, interaction.guild_id, change.action)
            assert rule is not None
            return await rule_card(interaction, rule, saved=True)
        case BoostChange():
            return await boosts_card(interaction, saved=saved)
        case _:
            return await places_card(interaction, saved=saved)


@action(REMOVE_PLACE, MANAGERS)
async def remove_place(interaction: Interaction) -> Card:
    """Show what it would have paid without the chosen place, or with whom was left out."""
    kind, _, rest = chosen(interaction).partition(":")
    change: Change
    match kind:
        case "place":
            channel_id, _, name = rest.partition(":")
            change = PlaceChange(channel_id=read_number(channel_id), action=name, factor=None)
        case "role":
            change = LeftOutChange(role_id=read_number(rest), out=False)
        case "member":
            change = LeftOutChange(member_id=read_number(rest), out=False)
        case _:
            raise TooOldError
    async with working(interaction, replaces=True):
        return await preview(interaction, change)
