"""Coupons deliver roles and codes by themselves."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bought_role",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("grant_id", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reminded_of", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "grant_id"],
            ["grant.community_id", "grant.id"],
            name=op.f("fk_bought_role_community_id_grant_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "member_id", "role_id", name=op.f("pk_bought_role")
        ),
    )
    with op.batch_alter_table("bought_role", schema=None) as batch_op:
        batch_op.create_index(
            "ix_bought_role_ending",
            ["ends_at"],
            unique=False,
            sqlite_where=sa.text("ends_at IS NOT NULL"),
            postgresql_where=sa.text("ends_at IS NOT NULL"),
        )

    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.add_column(sa.Column("delivers_role_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("delivers_days", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("delivers_voucher_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("role_out_of_reach", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_only_coupons_deliver"),
            "kind = 'coupon' OR (delivers_role_id IS NULL AND delivers_voucher_id IS NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_delivers_one_thing"),
            "delivers_role_id IS NULL OR delivers_voucher_id IS NULL",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_only_roles_end"),
            "delivers_days IS NULL OR (delivers_days >= 1 AND delivers_role_id IS NOT NULL)",
        )
