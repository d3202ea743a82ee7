"""rewards are on offer from a moment until a moment, and cost less until one."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_IN_STORE = ("community_id", "state", "kind", "cost", "name_key", "id", "expires_on")


def upgrade() -> None:
    op.drop_index("ix_reward_in_store", table_name="reward")
    with op.batch_alter_table("reward", schema=None) as batch_op:
        for name in ("publish_at", "unpublish_at", "sale_until"):
            batch_op.add_column(sa.Column(name, UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sale_cost", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("announce", sa.String(), nullable=True))
        for name, holds in (
            ("on_offer_for_a_while", "unpublish_at > publish_at"),
            ("sale_has_an_end", "(sale_cost IS NULL) = (sale_until IS NULL)"),
            (
                "sale_is_cheaper",
                "sale_cost IS NULL OR (cost IS NOT NULL AND sale_cost BETWEEN 1 AND cost - 1)",
            ),
            ("announce_known", "announce IN ('at_start', 'ahead')"),
        ):
            batch_op.create_check_constraint(batch_op.f(f"ck_reward_{name}"), holds)
    op.create_index(
        "ix_reward_in_store", "reward", [*_IN_STORE, "publish_at", "unpublish_at", "announce"]
    )
