"""files of codes are kept until they are confirmed, and read as a manager says."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_part",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "import_id"],
            ["code_import.community_id", "code_import.id"],
            name=op.f("fk_import_part_community_id_import_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "import_id", "part", name=op.f("pk_import_part")),
    )
    with op.batch_alter_table("code_import", schema=None) as batch_op:
        batch_op.add_column(sa.Column("survey", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("choices", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("turn", sa.BigInteger(), server_default="0", nullable=False))
