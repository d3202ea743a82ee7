"""The one family of errors that are meant for people.

An error carries the id of its text and what to fill in; `bot/ui/core/errors.py` turns
it into an answer. Each kind is declared beside the rule that raises it.
"""

from typing import ClassVar, TypeVar

Row = TypeVar("Row")


class LaurelError(Exception):
    """Something that a person should be told, in their language."""

    message: ClassVar[str]

    def __init__(self, **params: object) -> None:
        super().__init__(self.message, params)
        self.params = params


class RefusedError(LaurelError):
    """A rule says no. Expected, and changes nothing."""


class NotAManagerError(RefusedError):
    """Somebody without the right tried a manager's command."""

    message = "error-not-a-manager"


class NotAServerManagerError(RefusedError):
    """A manager by role tried what takes Discord's own right: to say who the managers are."""

    message = "error-not-a-server-manager"


class NotAPersonError(RefusedError):
    """A bot cannot hold rewards or points."""

    message = "error-not-a-person"


class NotHereError(RefusedError):
    """Who has left keeps what they hold, but gets nothing until they return."""

    message = "error-not-here"


class GoneError(RefusedError):
    """What was asked for is not there, or not any more."""

    message = "error-gone"


def existing(row: Row | None) -> Row:
    """Return what was looked for; `GoneError` where it is not there."""
    if row is None:
        raise GoneError
    return row


class InvalidInputError(RefusedError):
    """One field holds what it may not; `field` names it, the message says what is allowed."""

    def __init__(self, field: str, message: str, **params: object) -> None:
        self.message = message  # type: ignore[misc]  # here the text belongs to the field
        super().__init__(**params)
        self.field = field


class InvalidFormError(RefusedError):
    """Everything that is wrong with what was typed, at once."""

    message = "error-invalid-form"

    def __init__(self, errors: list[InvalidInputError]) -> None:
        super().__init__(count=len(errors))
        self.errors = errors
