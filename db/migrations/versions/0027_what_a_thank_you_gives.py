"""what a thank-you gives, and how many there may be in a day."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, default in (("thanks_points", "5"), ("thanks_quota", "3"), ("thanks_cap", "5")):
        op.add_column(
            "community", sa.Column(name, sa.BigInteger(), server_default=default, nullable=False)
        )
