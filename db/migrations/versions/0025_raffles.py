"""raffles, and units of a reward that are set aside for them."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "raffle",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reward_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("required_role_id", sa.BigInteger(), nullable=True),
        sa.Column("required_role_gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("least_days", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("accept_minutes", sa.BigInteger(), nullable=False),
        sa.Column("seed", sa.String(), nullable=True),
        sa.Column("commitment", sa.String(), nullable=True),
        sa.Column("revealed", sa.String(), nullable=True),
        sa.Column("entries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reached", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("set_aside", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (seed IS NOT NULL)", name=op.f("ck_raffle_secret_while_open")
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'open')) = (revealed IS NULL)",
            name=op.f("ck_raffle_revealed_at_the_close"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR commitment IS NOT NULL", name=op.f("ck_raffle_committed")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'drawn', 'ended', 'cancelled')",
            name=op.f("ck_raffle_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'drawn') OR set_aside = 0",
            name=op.f("ck_raffle_nothing_aside_once_over"),
        ),
        sa.CheckConstraint(
            "reached BETWEEN 0 AND entries", name=op.f("ck_raffle_reached_within_entries")
        ),
        sa.CheckConstraint(
            "set_aside BETWEEN 0 AND units", name=op.f("ck_raffle_set_aside_within_units")
        ),
        sa.CheckConstraint("units >= 1", name=op.f("ck_raffle_units_positive")),
        sa.ForeignKeyConstraint(
            ["community_id", "reward_id"],
            ["reward.community_id", "reward.id"],
            name=op.f("fk_raffle_community_id_reward_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_raffle")),
    )
    with op.batch_alter_table("raffle", schema=None) as batch_op:
        batch_op.create_index(
            "ix_raffle_under_way",
            ["community_id", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'drawn')"),
            postgresql_where=sa.text("state IN ('open', 'drawn')"),
        )

    op.create_table(
        "raffle_entry",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("raffle_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("days_drawn", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("accept_until", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("grant_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'accepted') = (grant_id IS NOT NULL)",
            name=op.f("ck_raffle_entry_accepted_has_a_grant"),
        ),
        sa.CheckConstraint(
            "(outcome = 'passed') = (reason IS NOT NULL)",
            name=op.f("ck_raffle_entry_passed_has_a_reason"),
        ),
        sa.CheckConstraint(
            "outcome IN ('won', 'accepted', 'lapsed', 'passed')",
            name=op.f("ck_raffle_entry_outcome_known"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (place IS NULL)", name=op.f("ck_raffle_entry_decided_at_a_place")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_raffle_entry_number_positive")),
        sa.ForeignKeyConstraint(
            ["community_id", "grant_id"],
            ["grant.community_id", "grant.id"],
            name=op.f("fk_raffle_entry_community_id_grant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "raffle_id"],
            ["raffle.community_id", "raffle.id"],
            name=op.f("fk_raffle_entry_community_id_raffle_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "raffle_id", "number", name=op.f("pk_raffle_entry")
        ),
        sa.UniqueConstraint(
            "community_id",
            "raffle_id",
            "member_id",
            name=op.f("uq_raffle_entry_community_id_raffle_id_member_id"),
        ),
        sa.UniqueConstraint(
            "community_id",
            "raffle_id",
            "place",
            name=op.f("uq_raffle_entry_community_id_raffle_id_place"),
        ),
    )
    with op.batch_alter_table("raffle_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_raffle_entry_won",
            ["community_id", "member_id"],
            unique=False,
            sqlite_where=sa.text("outcome = 'won'"),
            postgresql_where=sa.text("outcome = 'won'"),
        )

    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("set_aside", sa.BigInteger(), server_default="0", nullable=False)
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_set_aside_not_negative"), "set_aside >= 0"
        )
        batch_op.drop_constraint(batch_op.f("ck_reward_never_oversold"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_never_oversold"), "stock IS NULL OR granted + set_aside <= stock"
        )
