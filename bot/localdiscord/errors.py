"""Errors: of what a member does, and of the bot's requests.

The codes of errors are on the page Opcodes and Status Codes of Discord's documentation, under
"JSON Error Codes". Where the code is 0, Discord names none.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.localdiscord.wire import Json


class LocalDiscordError(Exception):
    """Base of the errors that a member's action can raise.

    `reason` is what the page's texts call it, and `values` are what they say of it; without one,
    the page knows only the kind of error.
    """

    def __init__(self, text: str, reason: str = "", **values: object) -> None:
        super().__init__(text)
        self.reason = reason
        self.values = values


class NotPossible(LocalDiscordError):
    """The Discord app would not let the member do this (wrong option, disabled button, ...)."""


class NoSuchCommand(NotPossible):
    """The bot has registered no such command."""


class NotAllowed(NotPossible):
    """Discord hides the command or the channel from the member."""


class DidNotRespond(LocalDiscordError):
    """The bot did not acknowledge in time, or acknowledged and then showed nothing."""


@dataclass(frozen=True)
class Problem:
    """One error in a form body: its path ("data.content"), Discord's name for it, and a message."""

    path: str
    code: str
    message: str


class Refusal(Exception):
    """A request is refused with Discord's status, code and message.

    `expected` marks what a correct bot cannot know beforehand (closed direct messages, a second
    response to an interaction that was delivered twice): it does not count as a fault of the bot.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: Json | None = None,
        expected: bool = False,
    ) -> None:
        super().__init__(f"{status} ({code}): {message}" + (f" {errors}" if errors else ""))
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.expected = expected
        self.headers: dict[str, str] = {}

    def to_wire(self) -> Json:
        """Return Discord's error body."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


def invalid(problems: Iterable[Problem]) -> Refusal:
    """Return the refusal of a form body, with its problems as a tree.

    https://docs.discord.com/developers/reference#error-messages
    """
    tree: Json = {}
    for problem in problems:
        node = tree
        for step in filter(None, problem.path.split(".")):
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return Refusal(400, 50035, "Invalid Form Body", errors=tree)


def raise_if(problems: Collection[Problem]) -> None:
    """Refuse a body if there are problems."""
    if problems:
        raise invalid(problems)


def unknown(what: str, code: int) -> Refusal:
    """Return the refusal of a request about something that does not exist (10003 channel, ...)."""
    return Refusal(404, code, f"Unknown {what}")


def not_implemented(what: str) -> Refusal:
    """Return 501 for what Discord would do and the local Discord does not; it is never ignored."""
    return Refusal(501, 0, f"501: the local Discord does not do this ({what})")


def missing_permissions() -> Refusal:
    """Return the refusal of what the bot has no permissions for."""
    return Refusal(403, 50013, "Missing Permissions")


def missing_access() -> Refusal:
    """Return the refusal of what the bot cannot see."""
    return Refusal(403, 50001, "Missing Access")
