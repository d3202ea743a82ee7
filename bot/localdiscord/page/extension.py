"""Extensions: what somebody who starts the local Discord adds to its page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.localdiscord.wire import JsonValue

if TYPE_CHECKING:
    from bot.localdiscord.page.window import Window

Handle = Callable[["Window", JsonValue], Awaitable[JsonValue]]
"""Given the window and what its module sent; returns what the module is answered."""


@dataclass(frozen=True)
class Extension:
    """A module of its own in the page, and what answers it.

    `static` is its folder, `module` the file in it that the page imports: its default export is
    called with `{socket, store, texts, mount}`. Errors of `bot.localdiscord.errors` that `handle`
    raises reach the module as such; `left` is called with a window that is gone.
    """

    name: str
    static: Path
    module: str
    handle: Handle
    left: Callable[[Window], None] | None = None
