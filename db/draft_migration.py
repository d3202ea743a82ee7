"""Draft a migration from what the tables have become: `python -m db.draft_migration "why"`."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from db.migrate import config


def draft(message: str) -> None:
    """Write a file under `db/migrations/versions` for a person to read and correct."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'draft.db'}")
        with engine.begin() as connection:
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
            number = len(list(ScriptDirectory.from_config(settings).walk_revisions())) + 1
            command.revision(settings, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    draft(sys.argv[1])
