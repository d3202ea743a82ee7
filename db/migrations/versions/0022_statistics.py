"""since when a reward is on offer, and codes by when they were claimed, for statistics."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import text

import db.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_CLAIMED = text("state = 'claimed'")


def upgrade() -> None:
    op.add_column(
        "reward", sa.Column("published_at", db.types.UtcDateTime(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_code_claimed",
        "code",
        ["community_id", "changed_at"],
        unique=False,
        sqlite_where=_CLAIMED,
        postgresql_where=_CLAIMED,
    )
