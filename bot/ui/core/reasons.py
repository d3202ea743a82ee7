"""The form field for why a manager takes something away; its holder reads it."""

from bot.services.points.ledger import NOTE_LENGTH
from bot.ui.core.fields import TextField

REASON = TextField(
    name="reason", label="reason-label", hint="reason-hint", required=True, most=NOTE_LENGTH
)
