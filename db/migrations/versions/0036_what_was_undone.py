"""entries that undo others say when those were entered, so that leaderboards know where both count."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ledger_entry", sa.Column("original_at", UtcDateTime(), nullable=True))
