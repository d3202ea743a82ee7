"""The way through the steps of the first run: each is a card, which says what comes next."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from discord.ui import Button

from bot.services.community import setup
from bot.services.community.setup import STEPS
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import PRIMARY, action, button
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, Part, small, title
from bot.ui.setup.action_ids import NEXT_STEP, SHOW_STEP

Build = Callable[[Interaction], Awaitable[Sequence[Part | None]]]
"""Returns what the card of a step shows, between its heading and the way on."""

_steps: dict[str, Build] = {}


def step(name: str) -> Callable[[Build], Build]:
    """Make a function the one that builds the card of a step."""
    assert name in STEPS

    def register(build: Build) -> Build:
        _steps[name] = build
        return build

    return register


async def card(interaction: Interaction, number: int, *news: str) -> Card:
    """Return the card of a step, counted from 0; behind the last one is the end."""
    language = locale(interaction)
    if number >= len(STEPS):
        return _end(language)
    name = STEPS[number]
    return Card(
        "\n".join(news),
        title(t(language, f"setup-{name}-title")),
        small(t(language, "setup-step", number=number + 1, count=len(STEPS))),
        t(language, f"setup-{name}"),
        *await _steps[name](interaction),
        _ways(language, number),
        colour=GOOD if news else PLAIN,
    )


def _ways(language: str, number: int) -> list[Button[Any]]:
    on = button(t(language, "setup-next"), NEXT_STEP.id(number), style=PRIMARY)
    if number == 0:
        return [on]
    return [on, button(t(language, "setup-back"), SHOW_STEP.id(number - 1))]


def _end(language: str) -> Card:
    """Return what members can do now, with a way back to each step."""
    again = [
        button(t(language, f"setup-{name}-title"), SHOW_STEP.id(number))
        for number, name in enumerate(STEPS)
    ]
    return Card(
        title(t(language, "setup-end-title")),
        t(language, "setup-end-members"),
        t(language, "setup-end-managers"),
        again[:3],
        again[3:],
        colour=GOOD,
    )


async def step_card(interaction: Interaction, name: str, *news: str) -> Card:
    """Return a step again, with what is new about it."""
    return await card(interaction, STEPS.index(name), *news)


@action(SHOW_STEP, MANAGERS)
async def show_step(interaction: Interaction, number: int) -> Card:
    """Show a step."""
    await read(interaction, setup.reached)
    return await card(interaction, number)


@action(NEXT_STEP, MANAGERS)
async def next_step(interaction: Interaction, number: int) -> Card:
    """Leave a step behind, done or skipped, and show the next one."""
    await write(interaction, setup.leave_behind, number)
    return await card(interaction, number + 1)
