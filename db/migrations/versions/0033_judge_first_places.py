"""contests of which the first places are judged, and where leaderboards are posted."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contest",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("span", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("late_until", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("counted_to", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.Column("judged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "span", name=op.f("pk_contest")),
    )
    op.create_index("ix_contest_ends", "contest", ["ends"], unique=False)

    op.create_table(
        "leaderboard_post",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("span", sa.String(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("places", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "places BETWEEN 1 AND 25", name=op.f("ck_leaderboard_post_places_in_range")
        ),
        sa.PrimaryKeyConstraint("community_id", "span", name=op.f("pk_leaderboard_post")),
    )
