"""sums of the span before are kept, so that a leaderboard tells who moved."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("standings", sa.Column("turn_before", sa.BigInteger(), nullable=True))
    op.drop_index("ix_span_total_order", "span_total")  # SQLite would lose the order of its points
    with op.batch_alter_table("span_total", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_span_total"), type_="primary")
        batch_op.create_primary_key(
            batch_op.f("pk_span_total"), ["community_id", "span", "member_id", "turn"]
        )
    op.create_index(
        "ix_span_total_order",
        "span_total",
        ["community_id", "span", "turn", sa.text("points DESC"), "last_gain"],
    )
