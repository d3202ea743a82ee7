"""What can go wrong: for the member who acts, and for the bot's requests."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.localdiscord.wire import Json


class LocalDiscordError(Exception):
    """Base of everything that a member's action can raise."""


class NotPossible(LocalDiscordError):
    """The Discord app would not let the member do this (wrong option, disabled button, ...)."""


class NoSuchCommand(NotPossible):
    """The bot has registered no such command."""


class NotAllowed(NotPossible):
    """Discord hides this command from the member, or shows them nothing of the channel."""


class DidNotRespond(LocalDiscordError):
    """The bot did not acknowledge in time, or acknowledged and then showed nothing."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a body: where ("data.content"), Discord's code, and a sentence."""

    path: str
    code: str
    message: str


class Refusal(Exception):
    """A request is refused with Discord's status, code and message.

    `expected` marks what a sound bot cannot know beforehand (closed direct messages, a look-up
    of something that is not there): such refusals are answered but not held against the bot.
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
    """Refuse a body, with the problems as Discord's tree of errors."""
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
    """Answer that something does not exist (10003 channel, 10007 member, ...)."""
    return Refusal(404, code, f"Unknown {what}")


def not_implemented(what: str) -> Refusal:
    """Answer that Discord would do this and the local Discord does not: 501, never a silent yes."""
    return Refusal(501, 0, f"501: the local Discord does not do this ({what})")


def missing_permissions() -> Refusal:
    """Answer that the bot may not do this."""
    return Refusal(403, 50013, "Missing Permissions")


def missing_access() -> Refusal:
    """Answer that the bot cannot see this."""
    return Refusal(403, 50001, "Missing Access")
