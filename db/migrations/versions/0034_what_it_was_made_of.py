"""events say by what their points were multiplied: by their place, a boost and a tier."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for factor in ("place_factor", "boost_factor", "tier_factor"):
        op.add_column("event", sa.Column(factor, sa.Integer(), nullable=True))
