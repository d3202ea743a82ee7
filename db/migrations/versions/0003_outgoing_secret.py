"""outgoing calls are signed with a secret of their own; those that there are stay incoming ones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("webhook_secret", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("direction", sa.String(), nullable=False, server_default="incoming")
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_webhook_secret_direction_known"),
            "direction IN ('incoming', 'outgoing')",
        )
    with op.batch_alter_table("webhook_secret", schema=None) as batch_op:
        batch_op.alter_column("direction", server_default=None)
