"""Buttons and lists that work for as long as their message stands.

An action is a function that components lead to by name. Each room declares its names in a file
`action_ids.py`, which imports nothing of the room; a cog that alone uses a name declares it itself.
A function handles a name, and cards refer to it, so that neither has to import the other:

    CLAIM = ActionId[int]("claim")

    @action(CLAIM, MEMBERS)
    async def claim(interaction: Interaction, reward_id: int) -> Card: ...

    button(t(locale, "store-claim"), CLAIM.id(reward.id), style=PRIMARY)

A component's custom id is `laurel:1:<name>:<number>:<number>…` and nothing else, so it needs no
memory: a press finds its function here, today as after a restart. What the function returns
replaces the card that was pressed; it returns None where it answers in another way. Messages keep
their ids, so a name is never changed. Whom an action is for is declared with its function and
checked before the function is called; the use case checks again.
"""

from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple

import discord

from bot.markup import plain
from bot.services.errors import RefusedError
from bot.services.lookup import as_id
from bot.ui.core.access import Access, admit
from bot.ui.core.answers import Content, replace
from bot.ui.core.base import Interaction, payload

Ts = TypeVarTuple("Ts")
Shown = TypeVar("Shown", bound=Content | None)

PREFIX = "laurel:1:"
"""Every id begins so; the number changes when ids of a new kind must not meet old functions."""

PRIMARY = discord.ButtonStyle.primary
SECONDARY = discord.ButtonStyle.secondary
SUCCESS = discord.ButtonStyle.success
DANGER = discord.ButtonStyle.danger


class TooOldError(RefusedError):
    """A component of a message from before a change that it did not survive."""

    message = "ui-too-old"


class ActionId(Generic[*Ts]):
    """What an action is called; `Ts` are the numbers that its components carry."""

    def __init__(self, name: str) -> None:
        if name in _declared:
            raise ValueError(f"two actions are called {name!r}")
        self.name = name
        _declared[name] = self

    def id(self, *numbers: *Ts) -> str:
        """Return the custom id that leads there with these numbers."""
        return PREFIX + ":".join([self.name, *map(str, numbers)])


@dataclass(frozen=True)
class Action:
    """A function that components lead to, and whom it is for."""

    action_id: ActionId[*tuple[Any, ...]]
    access: Access
    function: Callable[..., Coroutine[Any, Any, Content | None]]

    @property
    def arguments(self) -> int:
        """How many numbers it takes."""
        return self.function.__code__.co_argcount - 1


_declared: dict[str, ActionId[*tuple[Any, ...]]] = {}
_actions: dict[str, Action] = {}


def declared_names() -> Collection[str]:
    """Return the name of every action id."""
    return _declared.keys()


def known_actions() -> Mapping[str, Action]:
    """Return every action that there is, by its name."""
    return _actions


Handler = Callable[[Interaction, *Ts], Coroutine[Any, Any, Content | None]]
_Handler = Callable[[Interaction, *Ts], Coroutine[Any, Any, Shown]]


def action(
    action_id: ActionId[*Ts], access: Access
) -> Callable[[_Handler[*Ts, Shown]], _Handler[*Ts, Shown]]:
    """Let a function handle an action for some."""

    def register(function: _Handler[*Ts, Shown]) -> _Handler[*Ts, Shown]:
        if action_id.name in _actions:
            raise ValueError(f"two functions handle {action_id.name!r}")
        _actions[action_id.name] = Action(action_id, access, function)
        return function

    return register


def button(
    label: str,
    leads_to: str,
    *,
    style: discord.ButtonStyle = SECONDARY,
    emoji: str | None = None,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    """Return a button with a label of up to 80 characters ("Component Reference", Button).

    `leads_to` comes from the `id` of an `ActionId`."""
    return discord.ui.Button(
        label=plain(label)[:80], custom_id=leads_to, style=style, emoji=emoji, disabled=disabled
    )


LABEL = 100
"""Characters of an option of a list, and of what is suggested while somebody types.

"Component Reference", Select Option Structure; "Application Commands", Option Choice Structure.
"""


def label(text: str) -> str:
    """Return a text as a list shows it, which knows no markup."""
    seen = plain(text)
    return seen if len(seen) <= LABEL else seen[: LABEL - 1].rstrip() + "…"


def choice_list(
    options: Sequence[discord.SelectOption], leads_to: str, *, placeholder: str | None = None
) -> discord.ui.Select[Any]:
    """Return a list of up to 25 options to choose one from; `chosen` then tells which.

    The limit: "Component Reference", String Select Structure.
    """
    for option in options:
        option.label = label(option.label)
        option.description = label(option.description) if option.description else None
    return discord.ui.Select(options=list(options), custom_id=leads_to, placeholder=placeholder)


def chosen(interaction: Interaction) -> str:
    """Return the value that somebody chose in a list."""
    values: list[str] = payload(interaction).get("values") or []
    if not values:
        raise TooOldError
    return values[0]


def chosen_number(interaction: Interaction) -> int:
    """Return the id that somebody chose in a list."""
    return read_number(chosen(interaction))


def read_number(text: str) -> int:
    """Read a number as our components carry it; `TooOldError` if it is none that we wrote."""
    found = as_id(text)
    if found is None:
        raise TooOldError
    return found


async def run(handler: Handler[*Ts], interaction: Interaction, *numbers: *Ts) -> None:
    """Run an action's function, and show what it returns; commands do as a button does."""
    shown = await handler(interaction, *numbers)
    if shown is not None:
        await replace(interaction, shown)


async def act(interaction: Interaction, custom_id: str) -> None:
    """Run the action that an id leads to, for whom it is there.

    `TooOldError` if there is none (any more).
    """
    name, *texts = custom_id.removeprefix(PREFIX).split(":")
    known = _actions.get(name) if custom_id.startswith(PREFIX) else None
    if known is None or len(texts) != known.arguments:
        raise TooOldError
    numbers = [read_number(text) for text in texts]
    await admit(interaction, known.access)
    await run(known.function, interaction, *numbers)
