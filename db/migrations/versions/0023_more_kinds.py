"""there are more kinds of deliveries, more reasons for points, and more sources of grants."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_KNOWN = {
    ("delivery", "kind"): "'grant_message', 'badge_announcement', 'bulk_announcement',"
    " 'code_withdrawn', 'pool_notice', 'give_role', 'take_role', 'notification', 'announcement',"
    " 'reminder', 'waiting_notice', 'manager_notice', 'webhook', 'reward_announcement',"
    " 'boost_announcement', 'leaderboard_post', 'raffle_card', 'raffle_won', 'role_ending'",
    ("ledger_entry", "reason"): "'earned', 'award', 'deduction', 'correction', 'refund',"
    " 'purchase', 'revoked', 'closed', 'thanks', 'imported', 'reset', 'undo'",
    ("grant", "source"): "'claim', 'manager', 'goal', 'workflow', 'raffle', 'delivery'",
}


def upgrade() -> None:
    for (table, column), known in _KNOWN.items():
        name = f"ck_{table}_{column}_known"
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(name), type_="check")
            batch_op.create_check_constraint(batch_op.f(name), f"{column} IN ({known})")
