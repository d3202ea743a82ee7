"""Buttons and lists that work for as long as their message stands.

An action is a function with a name. The components that lead to it carry an id of the form
`laurel:1:<action>:<id>:<id>…` and nothing else, so they need no memory: a press finds its function
here, today as after a restart. Whom it is for is said with its name and asked before it is called;
the use case asks again.

    @action("claim", MEMBERS)
    async def claim(interaction: Interaction, reward_id: int) -> None: ...

    button(t(locale, "store-claim"), claim.id(reward.id), style=PRIMARY)
"""

from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any, Concatenate, Generic, ParamSpec

import discord

from bot.markup import plain
from bot.services.errors import RefusedError
from bot.services.typed import as_id
from bot.ui.core.access import Access, admit
from bot.ui.core.base import Interaction

P = ParamSpec("P")

PREFIX = "laurel:1:"
"""Every id begins so; the number changes when ids of a new kind must not meet old functions."""

PRIMARY = discord.ButtonStyle.primary
SECONDARY = discord.ButtonStyle.secondary
SUCCESS = discord.ButtonStyle.success
DANGER = discord.ButtonStyle.danger


class TooOldError(RefusedError):
    """A component of a message from before a change that it did not survive."""

    message = "ui-too-old"


class Action(Generic[P]):
    """A function that components lead to."""

    def __init__(
        self,
        name: str,
        access: Access,
        function: Callable[Concatenate[Interaction, P], Coroutine[Any, Any, None]],
    ) -> None:
        self.name = name
        self.access = access
        self.function = function

    def id(self, *args: P.args, **kwargs: P.kwargs) -> str:
        """Return the custom id that leads here with these ids."""
        assert not kwargs, "ids go by position"
        return PREFIX + ":".join([self.name, *map(str, args)])


_actions: dict[str, Action[Any]] = {}


def known_actions() -> Collection[Action[Any]]:
    """Return every action that there is."""
    return _actions.values()


def action(
    name: str, access: Access
) -> Callable[[Callable[Concatenate[Interaction, P], Coroutine[Any, Any, None]]], Action[P]]:
    """Make a function an action for some. Its parameters after the interaction are numbers."""

    def register(
        function: Callable[Concatenate[Interaction, P], Coroutine[Any, Any, None]],
    ) -> Action[P]:
        known = _actions.get(name)
        # Loading a module again, as a second client in one process does, is no clash.
        if known and known.function.__module__ != function.__module__:
            raise ValueError(f"two actions are called {name!r}")
        made = Action(name, access, function)
        _actions[name] = made
        return made

    return register


def button(
    label: str,
    leads_to: str,
    *,
    style: discord.ButtonStyle = SECONDARY,
    emoji: str | None = None,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    """Return a button; `leads_to` comes from an action's `id`."""
    return discord.ui.Button(
        label=plain(label)[:80], custom_id=leads_to, style=style, emoji=emoji, disabled=disabled
    )


LABEL = 100
"""Characters of an option of a list, and of what is suggested while somebody types."""


def label(text: str) -> str:
    """Return a text as a list shows it, which knows no markup."""
    seen = plain(text)
    return seen if len(seen) <= LABEL else seen[: LABEL - 1].rstrip() + "…"


def choice_list(
    options: Sequence[discord.SelectOption], leads_to: str, *, placeholder: str | None = None
) -> discord.ui.Select[Any]:
    """Return a list of up to 25 options to choose one from; `chosen` then tells which."""
    for option in options:
        option.label = label(option.label)
        option.description = label(option.description) if option.description else None
    return discord.ui.Select(options=list(options), custom_id=leads_to, placeholder=placeholder)


def chosen(interaction: Interaction) -> str:
    """Return the value that somebody chose in a list."""
    data: Any = interaction.data
    values: list[str] = data.get("values") or []
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


async def act(interaction: Interaction, custom_id: str) -> None:
    """Run the action that an id leads to, for whom it is there.

    `TooOldError` if there is none (any more).
    """
    name, *texts = custom_id.removeprefix(PREFIX).split(":")
    known = _actions.get(name) if custom_id.startswith(PREFIX) else None
    if known is None or len(texts) != known.function.__code__.co_argcount - 1:
        raise TooOldError
    numbers = [read_number(text) for text in texts]
    await admit(interaction, known.access)
    await known.function(interaction, *numbers)
