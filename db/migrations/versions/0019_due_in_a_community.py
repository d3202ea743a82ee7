"""what is due in a community is found without looking at all that it ever had."""

from alembic import op
from sqlalchemy import text

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_READY, _PENDING = text("state = 'ready'"), text("state = 'pending'")


def upgrade() -> None:
    op.drop_index("ix_run_due", table_name="run")
    op.create_index(
        "ix_run_due",
        "run",
        ["community_id", "due_at", "id"],
        unique=False,
        sqlite_where=_READY,
        postgresql_where=_READY,
    )
    op.create_index(
        "ix_delivery_due_in",
        "delivery",
        ["community_id", "due_at", "id"],
        unique=False,
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )
