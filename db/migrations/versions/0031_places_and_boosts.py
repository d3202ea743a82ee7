"""places and boosts of earning, and who is left out of it."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "boost",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("channel_ids", sa.JSON(), nullable=False),
        sa.Column("begins_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_boost_ends_after_it_begins")),
        sa.CheckConstraint("factor % 10 = 0", name=op.f("ck_boost_factor_in_tenths")),
        sa.CheckConstraint("factor BETWEEN 100 AND 1000", name=op.f("ck_boost_factor_in_range")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_boost")),
    )
    op.create_index(op.f("ix_boost_ends_at"), "boost", ["ends_at"], unique=False)
    op.create_table(
        "earning_place",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.CheckConstraint("factor % 10 = 0", name=op.f("ck_earning_place_factor_in_tenths")),
        sa.CheckConstraint(
            "factor BETWEEN 0 AND 1000", name=op.f("ck_earning_place_factor_in_range")
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "channel_id", "action", name=op.f("pk_earning_place")
        ),
    )
    op.create_table(
        "left_out_role",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "role_id", name=op.f("pk_left_out_role")),
    )
    for name in ("left_out_alone", "left_out"):
        op.add_column(
            "member", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        )
