"""each event, run, trace, delivery and audit line has fewer indexes: ids tell how old it is."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("event", "run", "delivery"):
        op.drop_index(f"ix_{table}_created_at", table)

    with op.batch_alter_table("run", schema=None) as batch_op:
        for cause in ("workflow_id", "goal_id"):
            name = batch_op.f(f"uq_run_community_id_{cause}_event_id")
            batch_op.drop_constraint(name, type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_run_community_id_event_id_workflow_id"),
            ["community_id", "event_id", "workflow_id"],
        )
    there = sa.text("goal_id IS NOT NULL")
    op.create_index(
        "uq_run_goal",
        "run",
        ["community_id", "event_id", "goal_id"],
        unique=True,
        sqlite_where=there,
        postgresql_where=there,
    )

    op.drop_index("ix_trace_community_id_run_id_id", "trace")
    with op.batch_alter_table("trace", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_trace_community_id_run_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("pk_trace"), type_="primary")
        batch_op.create_primary_key(batch_op.f("pk_trace"), ["community_id", "run_id", "id"])

    op.drop_index("ix_audit_entry_community_id_actor_id_id", "audit_entry")
    there = sa.text("actor_id IS NOT NULL")
    op.create_index(
        "ix_audit_entry_actor",
        "audit_entry",
        ["community_id", "actor_id", "id"],
        unique=False,
        sqlite_where=there,
        postgresql_where=there,
    )
