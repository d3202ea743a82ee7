"""a grant to many is a batch, and so is whatever else is done to many members."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reward_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("terms", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("identity", sa.String(), nullable=True),
        sa.Column("wanted", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reached", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("refused", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("earn_added", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("earn_taken", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spend_added", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spend_taken", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("earn_back", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spend_back", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("keepers", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("kept", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "kind IN ('grant', 'award', 'refund', 'deduction', 'correction', 'import', 'reset')",
            name=op.f("ck_batch_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'done', 'undoing', 'undone', 'abandoned')",
            name=op.f("ck_batch_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "reward_id"],
            ["reward.community_id", "reward.id"],
            name=op.f("fk_batch_community_id_reward_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(
            "ix_batch_identity",
            ["community_id", "identity"],
            unique=True,
            sqlite_where=sa.text("identity IS NOT NULL AND state IN ('running', 'done')"),
            postgresql_where=sa.text("identity IS NOT NULL AND state IN ('running', 'done')"),
        )
        batch_op.create_index(
            "ix_batch_under_way",
            ["community_id", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('running', 'undoing')"),
            postgresql_where=sa.text("state IN ('running', 'undoing')"),
        )

    op.create_table(
        "batch_member",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("earn", sa.BigInteger(), nullable=True),
        sa.Column("spend", sa.BigInteger(), nullable=True),
        sa.Column("earn_moved", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spend_moved", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("earn_back", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("spend_back", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("kept", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "outcome IN ('waiting', 'done', 'unchanged', 'refused')",
            name=op.f("ck_batch_member_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "batch_id"],
            ["batch.community_id", "batch.id"],
            name=op.f("fk_batch_member_community_id_batch_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "batch_id", "position", name=op.f("pk_batch_member")
        ),
    )
    with op.batch_alter_table("batch_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_batch_member_community_id_member_id"),
            ["community_id", "member_id"],
            unique=False,
        )

    _move()
    op.drop_table("bulk_grant_member")
    op.drop_table("bulk_grant")


def _move() -> None:
    """Keep the grants to many, also those that are planned or under way."""
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "INSERT INTO batch (community_id, id, kind, reward_id, actor_id, state, wanted,"
            " created_at, total, reached, done, unchanged, refused)"
            " SELECT community_id, id, 'grant', reward_id, actor_id, state, wanted,"
            " created_at, total, reached, granted, held_already, refused FROM bulk_grant"
        )
    )
    columns = ("community_id", "id", "muted", "tell_each")
    old = sa.table("bulk_grant", *(sa.column(name) for name in columns))
    new = sa.table("batch", *(sa.column(name) for name in columns[:2]), sa.column("terms", sa.JSON))
    for muted, tell_each in ((True, True), (True, False), (False, True)):
        such = sa.exists().where(
            old.c.community_id == new.c.community_id,
            old.c.id == new.c.id,
            old.c.muted == sa.literal(muted),
            old.c.tell_each == sa.literal(tell_each),
        )
        terms = {"muted": muted, "tell_each": tell_each}
        connection.execute(sa.update(new).where(such).values(terms=terms))
    connection.execute(
        sa.text(
            "INSERT INTO batch_member"
            " (community_id, batch_id, position, member_id, outcome, reason)"
            " SELECT community_id, bulk_id, position, member_id, CASE outcome"
            " WHEN 'granted' THEN 'done' WHEN 'held_already' THEN 'unchanged' ELSE outcome END,"
            " reason FROM bulk_grant_member"
        )
    )
