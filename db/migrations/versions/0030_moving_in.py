"""What a community brings along from another bot."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moving",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("found", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("choices", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("turn", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("seen", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("accounts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("earn_points", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spend_points", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('staging', 'ready', 'confirmed', 'abandoned')",
            name=op.f("ck_moving_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "batch_id"],
            ["batch.community_id", "batch.id"],
            name=op.f("fk_moving_community_id_batch_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_moving")),
    )
    op.create_table(
        "moving_account",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("moving_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("amounts", sa.String(), nullable=False),
        sa.Column("bot", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("rounded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("flaw", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "moving_id"],
            ["moving.community_id", "moving.id"],
            name=op.f("fk_moving_account_community_id_moving_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "moving_id", "place", name=op.f("pk_moving_account")
        ),
    )
