"""rests of points are carried, goals ask the rule, and what hangs on a message is known.

Goals that were there before go on counting everything. What was paid for events that are still
kept is noted on them in whole points, which is what they were paid.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WORTH = """
    UPDATE event SET counted = 1, worth = 10000 * (
        SELECT amount FROM ledger_entry
        WHERE ledger_entry.community_id = event.community_id
        AND ledger_entry.key = 'event:' || event.id
        AND ledger_entry.wallet = 'earn')
    WHERE EXISTS (
        SELECT 1 FROM ledger_entry
        WHERE ledger_entry.community_id = event.community_id
        AND ledger_entry.key = 'event:' || event.id
        AND ledger_entry.wallet = 'earn')
"""


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        for name in ("counted", "worth"):
            batch.add_column(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False))
        batch.add_column(sa.Column("hangs_on", sa.String(), nullable=True))
        batch.create_index(
            "ix_event_hanging",
            ["community_id", "hangs_on"],
            unique=False,
            sqlite_where=sa.text("hangs_on IS NOT NULL"),
            postgresql_where=sa.text("hangs_on IS NOT NULL"),
        )
    with op.batch_alter_table("tally") as batch:
        batch.add_column(sa.Column("rest", sa.BigInteger(), server_default="0", nullable=False))
        batch.create_check_constraint(
            batch.f("ck_tally_rest_below_a_point"), "rest BETWEEN 0 AND 9999"
        )
    with op.batch_alter_table("goal_terms") as batch:
        batch.add_column(
            sa.Column("count_all", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.execute("UPDATE goal_terms SET count_all = true")
    op.execute(_WORTH)
