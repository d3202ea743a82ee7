"""in the audit, what was done to many is one line, with those of each folded below it"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FEW = 10  # members of a grant that was never folded

_audit = sa.table(
    "audit_entry",
    sa.column("community_id", sa.BigInteger),
    sa.column("id", sa.BigInteger),
    sa.column("part_of", sa.BigInteger),
    sa.column("details", sa.JSON),
)


def upgrade() -> None:
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part_of", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_audit_entry_parts",
            ["community_id", "part_of", "id"],
            unique=False,
            sqlite_where=sa.text("part_of IS NOT NULL"),
            postgresql_where=sa.text("part_of IS NOT NULL"),
        )
    folded = _heads()
    _fold(folded)


def _heads() -> set[tuple[int, int]]:
    """Mark the lines that tell of grants to many; return these grants."""
    connection = op.get_bind()
    grants = connection.execute(
        sa.text(
            "SELECT community_id, id, actor_id, reward_id FROM bulk_grant"
            " WHERE wanted > :few AND state <> 'planned' ORDER BY id"
        ),
        {"few": _FEW},
    ).all()
    taken: set[tuple[int, int]] = set()
    folded = set()
    for community_id, bulk_id, actor_id, reward_id in grants:
        rows = connection.execute(
            sa.select(sa.column("id"), _audit.c.details)
            .select_from(_audit)
            .where(
                _audit.c.community_id == community_id,
                _audit.c.id > bulk_id,
                sa.text("action = 'bulk.started'"),
                sa.column("actor_id") == actor_id,
                sa.column("reward_id") == reward_id,
            )
            .order_by(_audit.c.id)
        ).all()
        head = next((row for row in rows if (community_id, row[0]) not in taken), None)
        if head is None:
            continue
        taken.add((community_id, head[0]))
        folded.add((community_id, bulk_id))
        details = head[1] if isinstance(head[1], dict) else json.loads(head[1])
        connection.execute(
            sa.update(_audit)
            .where(_audit.c.community_id == community_id, _audit.c.id == head[0])
            .values(details={**details, "batch": bulk_id})
        )
    return folded


def _fold(folded: set[tuple[int, int]]) -> None:
    """Put the line of each grant below that of the grant to many that it belongs to."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            'SELECT audit_entry.community_id, audit_entry.id, granted.key FROM "grant" AS granted'
            " JOIN audit_entry ON audit_entry.community_id = granted.community_id"
            " AND audit_entry.member_id = granted.member_id"
            " AND audit_entry.reward_id = granted.reward_id"
            " AND audit_entry.at = granted.created_at"
            " AND audit_entry.action = 'reward.granted'"
            " WHERE granted.key LIKE 'bulk:%'"
        )
    ).all()
    parts = [
        {"of": community_id, "entry": entry_id, "batch": int(key.split(":")[1])}
        for community_id, entry_id, key in rows
        if (community_id, int(key.split(":")[1])) in folded
    ]
    if parts:
        connection.execute(
            sa.update(_audit)
            .where(
                _audit.c.community_id == sa.bindparam("of"), _audit.c.id == sa.bindparam("entry")
            )
            .values(part_of=sa.bindparam("batch")),
            parts,
        )
