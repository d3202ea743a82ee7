"""The cards of statistics, and their files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import discord

from bot.services.actors import Person
from bot.services.rewards import stats
from bot.services.stats import funnel, one_reward, points, redemption, stock
from bot.services.stats.exports import exported
from bot.services.stats.one_reward import RewardOverTime
from bot.services.stats.windows import Window
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import PRIMARY, SECONDARY, TooOldError, action, button
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import Card, small, title
from bot.ui.core.uploads import send_file
from bot.ui.rewards.views import stats_parts
from bot.ui.stats.action_ids import (
    SEND_REWARD_STATS,
    SEND_STATS,
    SHOW_REWARD_STATS,
    SHOW_STATS,
    SHOW_STATS_WINDOW,
)
from bot.ui.stats.points import points_report
from bot.ui.stats.redemption import redemption_report
from bot.ui.stats.reports import Report, report_parts, window_buttons, window_of
from bot.ui.stats.reward import reward_report
from bot.ui.stats.stock import stock_report
from bot.ui.stats.workflows import workflows_report
from db.session import Session

T = TypeVar("T")


@dataclass(frozen=True)
class Subject(Generic[T]):
    """Something to report: what counts it, what says it, and whether by weeks."""

    name: str
    count: Callable[[Session, Person, Window], T]
    report: Callable[[str, T], Report]
    by_weeks: bool = True

    async def load(self, interaction: Interaction, window: Window) -> Report:
        """Count it now."""
        return self.report(locale(interaction), await read(interaction, self.count, window))


def _stocks(session: Session, by: Person, _: Window) -> list[stock.Stock]:
    return stock.stocks(session, by)


SUBJECTS: tuple[Subject[Any], ...] = (
    Subject("points", points.points, points_report),
    Subject("redemption", redemption.redemption, redemption_report),
    Subject("stock", _stocks, stock_report, by_weeks=False),
    Subject("workflows", funnel.funnels, workflows_report),
)
"""A button holds the number of a subject, so new ones come at the end."""


def _subject(number: int) -> Subject[Any]:
    if number >= len(SUBJECTS):
        raise TooOldError
    return SUBJECTS[number]


@action(SHOW_STATS, MANAGERS)
async def stats_card(interaction: Interaction, number: int, weeks: int) -> Card:
    """Return the statistics of one subject."""
    language, subject, window = locale(interaction), _subject(number), window_of(weeks)
    report = await subject.load(interaction, window)
    parts, files = await report_parts(interaction, report, f"stats-{subject.name}")
    windows = window_buttons(language, SHOW_STATS_WINDOW, number, window)
    return Card(
        title(t(language, f"stats-title-{subject.name}")),
        *parts,
        small("\n".join(report.remarks)) or None,
        _subjects(language, number, window),
        [
            *(windows if subject.by_weeks else []),
            button(t(language, "stats-send"), SEND_STATS.id(number, window)),
        ],
        files=files,
    )


@action(SHOW_STATS_WINDOW, MANAGERS)
async def show_window(interaction: Interaction, number: int, weeks: int) -> Card:
    """Show the statistics of one subject in another window."""
    return await stats_card(interaction, number, weeks)


def _subjects(language: str, shown: int, window: Window) -> list[discord.ui.Button[Any]]:
    return [
        button(
            t(language, f"stats-subject-{subject.name}"),
            SHOW_STATS.id(number, window),
            style=PRIMARY if number == shown else SECONDARY,
            disabled=number == shown,
        )
        for number, subject in enumerate(SUBJECTS)
    ]


@action(SEND_STATS, MANAGERS)
async def send_stats(interaction: Interaction, number: int, weeks: int) -> None:
    """Send the numbers of one subject as a file."""
    subject, window = _subject(number), window_of(weeks)
    async with working(interaction):
        report = await subject.load(interaction, window)
        await _send(interaction, report, subject.name, None)


@action(SHOW_REWARD_STATS, MANAGERS)
async def reward_card(interaction: Interaction, reward_id: int, weeks: int) -> Card:
    """Return the statistics of one reward."""
    language, window = locale(interaction), window_of(weeks)

    def load(session: Session, by: Person) -> tuple[stats.RewardStats, RewardOverTime]:
        return (
            stats.stats(session, by, reward_id),
            one_reward.over_time(session, by, reward_id, window),
        )

    now, over_time = await read(interaction, load)
    report = reward_report(language, over_time)
    facts = await stats_parts(interaction, now)
    parts, files = await report_parts(interaction, report, "stats-reward")
    return Card(
        *facts,
        *parts,
        small("\n".join(report.remarks)),
        [
            *window_buttons(language, SHOW_REWARD_STATS, reward_id, window),
            button(t(language, "stats-send"), SEND_REWARD_STATS.id(reward_id, window)),
        ],
        files=files,
    )


@action(SEND_REWARD_STATS, MANAGERS)
async def send_reward_stats(interaction: Interaction, reward_id: int, weeks: int) -> None:
    """Send the numbers of one reward as a file."""
    window = window_of(weeks)
    async with working(interaction):
        found = await read(interaction, one_reward.over_time, reward_id, window)
        await _send(interaction, reward_report(locale(interaction), found), "reward", reward_id)


async def _send(
    interaction: Interaction, report: Report, subject: str, reward_id: int | None
) -> None:
    async def record() -> None:  # after the upload: a file that Discord refused reached nobody
        await write(interaction, exported, subject, reward_id)

    message, name = t(locale(interaction), "stats-sent"), f"stats-{subject}.csv"
    await send_file(interaction, message, name, report.sheet.as_csv(), begun=record)
