"""waiting events are taken in the order in which they happened, a community at a time."""

from alembic import op
from sqlalchemy import text

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_WAITS = text("state = 'pending'")


def upgrade() -> None:
    op.drop_index("ix_event_pending_of_member", table_name="event")
    op.drop_index("ix_event_pending", table_name="event")
    op.create_index(
        "ix_event_pending",
        "event",
        ["community_id", "happened_at", "id"],
        unique=False,
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
