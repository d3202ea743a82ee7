"""Finding what does what a window asks for, and what it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.localdiscord.app.client import AppClient
from bot.localdiscord.page.fields import Fields
from bot.localdiscord.page.person import Person
from bot.localdiscord.page.uploads import WaitingFiles
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.wire import Json


@dataclass
class Tools:
    """What people act with: their Discord app, and the files they have attached."""

    app: AppClient
    interactions: Interactions
    files: WaitingFiles


@dataclass(frozen=True)
class Call:
    """Something that a person does, as its handler sees it."""

    person: Person
    fields: Fields
    tools: Tools


Handler = Callable[[Call], Awaitable[Json | None]]


class Actions(dict[str, Handler]):
    """Handlers by what a window asks them to do."""

    def __call__(self, name: str) -> Callable[[Handler], Handler]:
        """Register a handler."""

        def register(handler: Handler) -> Handler:
            self[name] = handler
            return handler

        return register
