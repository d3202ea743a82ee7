"""`migrate --distribute`: a database that outgrew one machine is divided among several."""

from bot.ui.permissions.audit import Finding
from db.errors import CannotDistributeError
from db.migrate import distribute as divide
from db.migrate import is_distributed


async def distribute(url: str, *, backed_up: bool) -> Finding:
    """Divide all tables, where there is a backup; say what came of it.

    Raises as `db.migrate.migrate`.
    """
    try:
        if not await is_distributed(url) and not backed_up:
            return Finding(False, "program-distribute-backup")
        tables = await divide(url)
    except CannotDistributeError as error:
        return Finding(False, f"program-distribute-no-{error}")
    if not tables:
        return Finding(True, "program-distributed-already")
    return Finding(True, "program-distributed", {"tables": tables})
