"""a voucher may be given a number of times at the most."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_reward_only_coupons_cost"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_only_coupons_cost"), "kind = 'coupon' OR cost IS NULL"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reward_badges_are_unlimited"), "kind <> 'badge' OR stock IS NULL"
        )
