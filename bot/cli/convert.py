"""`convert`: what a SQLite file holds goes on in PostgreSQL, or the other way."""

from rich.console import Console

from bot.cli.check import adds_up
from bot.cli.operating import bar, signed
from bot.texts import t
from db.convert import convert as bring
from db.errors import (
    CannotConvertError,
    DatabaseDamagedError,
    DatabaseMissingError,
    DatabaseUnavailableError,
)
from db.lock import exclusive
from db.migrate import migrate, version


async def convert(source: str, target: str, language: str, out: Console) -> bool:
    """Copy a database into another one and prove the copy; False if it was not made, or is wrong.

    Raises `DatabaseError` for what is wrong with the source.
    """
    say = signed(language, out)
    with exclusive(source):
        if (await version(source))[0] is None:
            raise DatabaseMissingError
        await migrate(source)
        if not await adds_up(source, language, out):
            say("program-convert-wrong", "✗")
            return False
        with exclusive(target):
            try:
                with bar(out) as shown:
                    task = shown.add_task(t(language, "program-converting"), total=None)
                    rows = await bring(
                        source,
                        target,
                        lambda done, total: shown.update(task, completed=done, total=total),
                    )
            except CannotConvertError as error:
                say(f"program-convert-{error}", "✗", table=error.table)
                return False
            except (DatabaseUnavailableError, DatabaseDamagedError) as error:
                say("program-convert-failed", "✗", reason=str(error))
                return False
            if not await adds_up(target, language, out):
                say("program-convert-wrong", "✗")
                return False
    say("program-converted", "✓", rows=rows)
    return True
