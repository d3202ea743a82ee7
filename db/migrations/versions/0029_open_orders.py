"""coupons to hand over, and runs that failed, are found at once; what is tried again is kept."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_OPEN = sa.text("state = 'held' AND redemption_code IS NOT NULL")
_FAILED = sa.text("state = 'failed'")
_UNFINISHED = sa.text("finished_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_grant_open",
        "grant",
        ["community_id", "id"],
        unique=False,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "ix_run_failed",
        "run",
        ["community_id", "workflow_id", "goal_id", "error", "id"],
        unique=False,
        sqlite_where=_FAILED,
        postgresql_where=_FAILED,
    )
    op.create_table(
        "run_retry",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("workflow_id", sa.BigInteger(), nullable=True),
        sa.Column("goal_id", sa.BigInteger(), nullable=True),
        sa.Column("reward_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("until", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("retried", sa.BigInteger(), nullable=False),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("finished_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_run_retry"),
    )
    op.create_index(
        "ix_run_retry_open",
        "run_retry",
        ["community_id", "id"],
        unique=False,
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
