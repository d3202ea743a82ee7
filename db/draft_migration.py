"""Draft a migration from what the tables have become: `python -m db.draft_migration "why"`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import create_engine

from db.migrate import config


def draft(message: str) -> Path:
    """Write a file under `db/migrations/versions` for a person to read and correct."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'draft.db'}")
        with engine.begin() as connection:
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
            number = len(list(ScriptDirectory.from_config(settings).walk_revisions())) + 1
            made = command.revision(settings, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    assert isinstance(made, Script)
    _tidy(Path(made.path))
    return Path(made.path)


def _tidy(path: Path) -> None:
    """Remove Alembic's comments and unused imports, and format what is left."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    for do in (("check", "--fix-only"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *do, "--quiet", path], check=True)


if __name__ == "__main__":
    draft(sys.argv[1])
