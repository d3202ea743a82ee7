"""pictures can be switched off, and badges that have none are drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def _flag(name: str, *, default: bool) -> sa.Column[bool]:
    value = sa.true() if default else sa.false()
    return sa.Column(name, sa.Boolean(), server_default=value, nullable=False)


def upgrade() -> None:
    op.add_column("community", _flag("pictures", default=True))
    op.add_column("community", _flag("missing_badges", default=False))
    op.add_column("member", _flag("pictures_off", default=False))
    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.add_column(sa.Column("badge_colour", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("badge_shape", sa.String(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_badge_shape_known"),
            "badge_shape IN ('circle', 'shield', 'star', 'hexagon', 'ribbon', 'leaf')",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_badge_colour_known"), "badge_colour BETWEEN 0 AND 16777215"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_only_badges_are_drawn"),
            "kind = 'badge' OR (badge_shape IS NULL AND badge_colour IS NULL)",
        )
