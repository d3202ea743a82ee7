"""grants to many know how far they are, and what is cleared away of a plan begins no more."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_STATES = "'planned', 'running', 'done', 'abandoned'"
_COUNTS = ("total", "reached", "granted", "held_already")


def upgrade() -> None:
    with op.batch_alter_table("bulk_grant", schema=None) as batch_op:
        for name in _COUNTS:
            batch_op.add_column(
                sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
            )
        batch_op.add_column(sa.Column("refused", sa.JSON(), server_default="{}", nullable=False))
        batch_op.drop_constraint(batch_op.f("ck_bulk_grant_state_known"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_bulk_grant_state_known"), f"state IN ({_STATES})"
        )
    _count()


def _count() -> None:
    """Write down how far each grant is, by what became of its members."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT community_id, bulk_id, outcome, reason, count(*), min(position)"
            " FROM bulk_grant_member GROUP BY community_id, bulk_id, outcome, reason"
        )
    ).all()
    found: dict[tuple[int, int], dict[str, object]] = {}
    waiting: dict[tuple[int, int], int] = {}
    refused: dict[tuple[int, int], dict[str, int]] = {}
    total: dict[tuple[int, int], int] = {}
    for community_id, bulk_id, outcome, reason, count, first in rows:
        one = (community_id, bulk_id)
        total[one] = total.get(one, 0) + count
        if outcome == "waiting":
            waiting[one] = first
        elif outcome == "refused":
            refused.setdefault(one, {})[reason or "reward-sold-out"] = count
        else:
            found.setdefault(one, {})[outcome] = count
    bulk = sa.table(
        "bulk_grant",
        sa.column("community_id", sa.BigInteger),
        sa.column("id", sa.BigInteger),
        *(sa.column(name, sa.BigInteger) for name in _COUNTS),
        sa.column("refused", sa.JSON),
    )
    for one, members in total.items():
        connection.execute(
            sa.update(bulk)
            .where(bulk.c.community_id == one[0], bulk.c.id == one[1])
            .values(
                total=members,
                reached=waiting.get(one, members),
                refused=refused.get(one, {}),
                **found.get(one, {}),
            )
        )
