"""What points moved for, in words: the same in `/balance`, for managers, and in `/why`."""

from bot.services.points.causes import Cause
from bot.services.points.movements import Movement
from bot.texts import MissingTextError, t
from bot.ui.core.cards import escape
from bot.ui.core.earning import earned_for
from db.tables import LedgerReason

NAME_LENGTH = 80
"""Characters of a name that people gave something."""


def for_what(language: str, one: Movement) -> str | None:
    """Return what a movement was for, as far as its cause is known; None: its reason says all."""
    cause = one.cause
    if cause.action is not None:
        return _activity(language, cause, taken_back=one.reason is not LedgerReason.EARNED)
    if cause.workflow is not None:
        workflow = escape(cause.workflow, NAME_LENGTH)
        return t(language, "cause-workflow", workflow=workflow, taken=int(one.amount < 0))
    if cause.reward is not None:
        reward = escape(cause.reward, NAME_LENGTH)
        revoked = one.reason is LedgerReason.REVOKED
        return t(language, "cause-given-back" if revoked else "cause-bought", reward=reward)
    if one.reason is LedgerReason.UNDO and cause.batch is not None:
        return t(
            language, "cause-undone", batch=cause.batch, source=source_name(language, cause.source)
        )
    if cause.source is not None:
        return t(language, "cause-imported", source=source_name(language, cause.source))
    if one.reason is LedgerReason.CORRECTION and one.actor_id is None:
        return t(language, "balance-taken-back")
    return None


def source_name(language: str, source: str | None) -> str:
    """Return what points were brought along from, in words; `none` where that is not known."""
    if source is None:
        return "none"
    try:
        return t(language, f"moving-format-{source}")
    except MissingTextError:  # a format that there was once
        return escape(source, NAME_LENGTH)


def _activity(language: str, cause: Cause, *, taken_back: bool) -> str:
    assert cause.action is not None
    what = earned_for(language, cause.action)
    if cause.channel_id is not None:
        what = t(language, "cause-in-channel", what=what, channel=f"<#{cause.channel_id}>")
    return t(language, "cause-taken-back", what=what) if taken_back else what


def note_of(one: Movement) -> str | None:
    """Return what a manager gave as the reason; of others the note names the cause."""
    return None if one.cause.action or one.cause.workflow else one.note
