"""imports come in by slices, and codes are numbered within their voucher."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATES = "'staging', 'ready', 'adding', 'confirmed', 'undoing', 'undone', 'abandoned'"
_VERDICTS = "'new', 'known', 'known_other_date', 'elsewhere', 'twice', 'expired', 'malformed'"


def upgrade() -> None:
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.BigInteger(), nullable=True))
    # Ids grow with time and with the line, so this is the order in which the codes came.
    op.execute(
        "UPDATE code SET number = numbered.number FROM ("
        " SELECT community_id, id, row_number() OVER"
        " (PARTITION BY community_id, reward_id ORDER BY id) AS number FROM code"
        ") AS numbered"
        " WHERE code.community_id = numbered.community_id AND code.id = numbered.id"
    )
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.BigInteger(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_code_community_id_reward_id_value"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_code_community_id_value_reward_id"),
            ["community_id", "value", "reward_id"],
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_code_community_id_reward_id_number"),
            ["community_id", "reward_id", "number"],
        )
    with op.batch_alter_table("code_import", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("elsewhere_too", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        for name in ("wanted", "removed", "reached", "first_number", "last_number"):
            batch_op.add_column(
                sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
            )
        batch_op.drop_constraint(batch_op.f("ck_code_import_state_known"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_code_import_state_known"), f"state IN ({_STATES})"
        )
        batch_op.create_index(
            "ix_code_import_under_way",
            ["community_id", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('adding', 'undoing')"),
            postgresql_where=sa.text("state IN ('adding', 'undoing')"),
        )
    op.execute(
        "UPDATE code_import SET wanted = added, first_number = counted.first,"
        " last_number = counted.last FROM ("
        " SELECT community_id, import_id, min(number) AS first, max(number) AS last"
        " FROM code GROUP BY community_id, import_id"
        ") AS counted"
        " WHERE code_import.community_id = counted.community_id"
        " AND code_import.id = counted.import_id"
    )
    with op.batch_alter_table("staged_code", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_staged_code_verdict_known"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_staged_code_verdict_known"), f"verdict IN ({_VERDICTS})"
        )
