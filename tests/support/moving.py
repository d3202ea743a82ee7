"""Points of another bot, brought in past the chat."""

import io

from bot.runtime import point_files
from bot.services.actors import Person
from bot.services.moving import importing, preview
from bot.services.points.many_reports import Report
from db.database import Database


async def quietly(*_: object) -> None:
    """Hear of progress and say nothing."""


async def moved_in(db: Database, community_id: int, content: str) -> Report:
    """Bring a file in as it is proposed, and return what came of it."""
    by = Person(community_id, 1, manages_server=True)
    files = [io.BytesIO(content.encode())]
    moving_id = await point_files.stage(db, by, files, "export", on_progress=quietly)
    turn = (await db.read(preview.preview, by, moving_id)).turn
    batch_id = await db.write(importing.confirm, by, moving_id, turn)
    return await point_files.complete(db, by, batch_id, on_progress=quietly)
