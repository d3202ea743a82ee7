"""Whether a whole database adds up, as `check` says it, and `convert` of both sides."""

import asyncio

from rich.console import Console

from bot.cli.operating import signed
from bot.services.maintenance.integrity import check
from bot.services.maintenance.integrity_codes import under_way
from db.database import connect
from db.engines import is_sqlite, sqlite_file
from db.errors import DatabaseDamagedError, DatabaseError, in_one_line
from db.integrity import damage
from db.session import real_world


async def adds_up(url: str, language: str, out: Console) -> bool:
    """Print what does not add up, and what managers are to look at; return whether all does.

    The schema is this program's. Raises `DatabaseError`, so also where a file is damaged.
    """
    say = signed(language, out)
    if is_sqlite(url) and (found := await asyncio.to_thread(damage, sqlite_file(url))):
        raise DatabaseDamagedError(found[0])
    db = connect(url, real_world())
    try:
        findings = await db.read(check)
        unfinished = await db.read(under_way)
    except DatabaseError:
        raise
    except Exception as error:
        if not is_sqlite(url):
            raise
        # The queries are right, so a name of the schema or a value is not what was written.
        raise DatabaseDamagedError(in_one_line(getattr(error, "orig", error))) from error
    finally:
        await db.close()
    for finding in findings:
        say(
            "program-check-finding",
            "!" if finding.is_notice else "✗",
            rule=finding.kind,
            community=str(finding.community_id),
            subject=str(finding.subject_id),
            expected=finding.expected,
            found=finding.found,
        )
    for one in unfinished:
        say(
            "program-check-under-way",
            "…",
            file=one.file_name,
            community=str(one.community_id),
            added=one.added,
            wanted=one.wanted,
        )
    if any(finding.is_notice for finding in findings):
        say("program-check-notices", "!")
    if any(not finding.is_notice for finding in findings):
        return False
    say("program-check-clean", "✓")
    return True
