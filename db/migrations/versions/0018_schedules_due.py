"""schedules that are due are found without looking at all other workflows."""

from alembic import op
from sqlalchemy import text

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_MAY_BE_DUE = text("trigger = 'schedule' AND state = 'enabled'")


def upgrade() -> None:
    op.drop_index("ix_workflow_next_at", table_name="workflow")
    op.create_index(
        "ix_workflow_next_at",
        "workflow",
        ["next_at"],
        unique=False,
        sqlite_where=_MAY_BE_DUE,
        postgresql_where=_MAY_BE_DUE,
    )
