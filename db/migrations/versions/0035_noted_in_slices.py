"""what members had when a role got a meaning, or became a tier, is noted in slices."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_UNNOTED = sa.text("noted_upto IS NOT NULL")


def upgrade() -> None:
    for table in ("role_mark", "tier"):
        op.add_column(table, sa.Column("noted_upto", sa.BigInteger(), nullable=True))
        op.create_index(
            f"ix_{table}_unnoted",
            table,
            ["community_id", "role_id"],
            unique=False,
            sqlite_where=_UNNOTED,
            postgresql_where=_UNNOTED,
        )
