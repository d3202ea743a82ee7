"""Alembic's entry: run on the connection, and in the transaction, that the caller holds.

Where the caller asks for `create_tables`, they are made as they are now; then only the version is
written down.
"""

from typing import Any, Literal

import structlog
from alembic import context
from alembic.runtime.migration import MigrationInfo
from sqlmodel.sql.sqltypes import AutoString

from db.tables import metadata

log = structlog.get_logger(__name__)


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write SQLModel's text type as the plain one that it is."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


def tell(*_: object, **applied: Any) -> None:
    """Tell of a migration that is done, unless tables are only said to be as they are."""
    step: MigrationInfo = applied["step"]
    if not step.is_stamp:
        log.info("database.migrated", version=step.up_revision_id)


connection = context.config.attributes["connection"]
if context.config.attributes.get("create_tables"):
    metadata.create_all(connection, checkfirst=False)
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render,
    on_version_apply=tell,
)
context.run_migrations()
