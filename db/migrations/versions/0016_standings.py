"""sums of leaderboards are kept; a member's entries and the store are found in their order."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "span_total",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("span", sa.String(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("last_gain", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "span", "member_id", name=op.f("pk_span_total")),
    )
    op.create_table(
        "standings",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("span", sa.String(), nullable=False),
        sa.Column("begins", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("turn", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.Column("summed_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "span", name=op.f("pk_standings")),
    )
    op.create_index(
        "ix_span_total_order",
        "span_total",
        ["community_id", "span", "turn", sa.text("points DESC"), "last_gain"],
    )
    op.drop_index(op.f("ix_ledger_entry_community_id_member_id_id"), "ledger_entry")
    op.create_index(
        op.f("ix_ledger_entry_community_id_member_id_wallet_id"),
        "ledger_entry",
        ["community_id", "member_id", "wallet", "id"],
    )
    op.drop_index(op.f("ix_reward_community_id_state_kind"), "reward")
    op.create_index(op.f("ix_reward_community_id_name_key"), "reward", ["community_id", "name_key"])
    op.create_index(
        "ix_reward_in_store",
        "reward",
        ["community_id", "state", "kind", "cost", "name_key", "id", "expires_on"],
    )
