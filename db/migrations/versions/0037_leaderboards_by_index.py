"""sums of leaderboards say who is shown, so that places are counted by an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_SHOWN = sa.text("shown")
_NOT_RANKED = "UPDATE member SET ranked = false WHERE NOT present OR leaderboard_hidden OR left_out"
_NOT_SHOWN = """
    UPDATE span_total SET shown = false
    WHERE span IN ('week', 'month', 'quarter', 'ever') AND EXISTS (
        SELECT 1 FROM member WHERE member.community_id = span_total.community_id
        AND member.member_id = span_total.member_id AND NOT ranked
    )
"""
_UNSETTLED = sa.text("ranked = (NOT present OR leaderboard_hidden OR left_out)")


def upgrade() -> None:
    for table, column in (("member", "ranked"), ("span_total", "shown")):
        op.add_column(
            table, sa.Column(column, sa.Boolean(), server_default=sa.true(), nullable=False)
        )
    op.execute(_NOT_RANKED)
    op.execute(_NOT_SHOWN)
    op.create_index(
        "ix_member_unsettled",
        "member",
        ["community_id", "member_id"],
        unique=False,
        sqlite_where=_UNSETTLED,
        postgresql_where=_UNSETTLED,
    )
    op.drop_index("ix_span_total_order", "span_total")
    op.create_index(
        "ix_span_total_order",
        "span_total",
        ["community_id", "span", "turn", sa.text("points DESC"), "last_gain", "member_id"],
        unique=False,
        sqlite_where=_SHOWN,
        postgresql_where=_SHOWN,
    )
