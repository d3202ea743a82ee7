"""Which columns of the database the panel shows, and which it keeps to itself.

Numbers, dates and yes or no are shown. A text, JSON or a file may hold a code, what somebody has
begun to type or a key of a signature, so it is shown only if it stands here; a test asks that each
stands in one of the two.
"""

from collections.abc import Mapping, Set

from sqlalchemy import Boolean, Column, Date, DateTime, Integer
from sqlalchemy.types import TypeDecorator

from db.tables import metadata

SHOWN: Mapping[str, Set[str]] = {
    "audit_entry": {"action", "details"},
    "batch": {"kind", "state", "terms", "note", "source", "refused"},
    "batch_member": {"outcome", "reason"},
    "boost": {"channel_ids"},
    "code": {"state"},
    "code_import": {"file_name", "state"},
    "community": {"timezone", "language", "wallet_mode", "currency"},
    "contest": {"span"},
    "delivery": {"kind", "key", "payload", "state", "error"},
    "earning_place": {"action"},
    "earning_rule": {"action"},
    "event": {"trigger", "key", "data", "state", "error", "hangs_on", "unpaid"},
    "fact": {"key"},
    "form": {"name"},
    "goal": {"name", "name_key", "period", "state"},
    "goal_terms": {"action"},
    "gone": {"kind"},
    "grant": {"state", "source", "key"},
    "leaderboard_post": {"span"},
    "ledger_entry": {"wallet", "reason", "note", "key"},
    "member": {"language", "role_ids"},
    "member_attribute": {"name", "value"},
    "membership": {"plan", "plan_key", "tier", "tier_key"},
    "moving": {"state", "format", "file_name", "found", "choices", "seen"},
    "moving_account": {"who", "amounts", "flaw"},
    "raffle": {"state", "commitment", "revealed", "reason"},
    "raffle_entry": {"outcome", "reason"},
    "rate_limit": {"name"},
    "reward": {
        *("kind", "state", "name", "name_key", "description", "instructions", "badge_shape"),
        "announce",
    },
    "reward_image": {"media_type"},
    "role_mark": {"trigger", "subject", "level"},
    "run": {"state", "error"},
    "run_retry": {"error"},
    "span_total": {"span"},
    "staged_code": {"verdict", "reason"},
    "standings": {"span"},
    "tally": {"action"},
    "trace": {"path", "outcome", "cause", "details"},
    "wallet": {"kind"},
    "webhook_call": {"outcome", "problem", "details"},
    "webhook_secret": {"direction"},
    "workflow": {"name", "name_key", "state", "trigger", "broken"},
    "workflow_version": {"definition"},
}
"""Columns that are shown, by table, of those that could hold a secret."""

HIDDEN: Mapping[str, Set[str]] = {
    "batch": {"identity"},  # no secret, but nothing to read
    "code": {"value"},
    "code_import": {"survey", "choices"},  # cells of the file, and what was typed about it
    "community": {"secret"},
    "form": {"values", "file_name", "file_content"},
    "grant": {"redemption_code"},
    "import_part": {"content"},
    "raffle": {"seed"},  # secret until the close, when it is moved to where all may read it
    "moving": {"identity"},  # no secret, but nothing to read
    "reward_image": {"content", "thumbnail"},  # no secret, but nothing to read
    "staged_code": {"value", "typed_date"},
    "webhook_secret": {"secret"},
    "workflow_draft": {"name", "definition"},
}
"""Columns that are never read."""

CODES = (
    ("code", "value"),
    ("staged_code", "value"),
    ("staged_code", "typed_date"),
    ("grant", "redemption_code"),
    ("webhook_secret", "secret"),
    ("raffle", "seed"),
)
"""Columns whose values are looked for in texts, which must not show them either."""


def could_hold_a_secret(column: Column[object]) -> bool:
    """Return whether somebody must decide about a column."""
    stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return not isinstance(stored, Integer | Boolean | Date | DateTime)


def is_shown(column: Column[object]) -> bool:
    """Return whether the panel shows a column."""
    return not could_hold_a_secret(column) or column.name in SHOWN.get(column.table.name, ())


TABLES = {table.name: table for table in metadata.sorted_tables}
"""Every table, by name."""
