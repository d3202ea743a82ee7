"""events say where they happened more widely, and why their rule did not pay for all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("category_id", sa.BigInteger(), nullable=True))
    # With its condition, so that SQLite need not copy its largest table.
    op.execute(
        "ALTER TABLE event ADD COLUMN unpaid VARCHAR CONSTRAINT ck_event_unpaid_known"
        " CHECK (unpaid IN ('rule_off', 'cap', 'cooldown', 'place', 'left_out'))"
    )
