"""what was deleted on Discord is remembered, and stops what restricts by it."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gone",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('role', 'channel')", name=op.f("ck_gone_kind_known")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_gone")),
    )
    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("required_role_gone", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
