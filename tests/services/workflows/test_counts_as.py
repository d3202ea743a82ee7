"""What events of triggers count as."""

from bot.services.workflows import parts
from db.database import Database
from db.session import Session
from tests.services.workflows.parts import insert_event
from tests.support import factories


async def test_what_counts_as_what(db: Database) -> None:
    def counted(session: Session) -> list[tuple[str, int] | None]:
        factories.add_community(session)
        return [
            parts.triggers()[key].counts_as(insert_event(session, key, **data))
            for key, data in (
                ("post_comment", {}),
                ("voice_minutes", {"minutes": 12}),
                ("custom", {"action": "postcard"}),
                ("quiz_failed", {"id": "7"}),
            )
        ]

    assert await db.write(counted) == [
        ("comment_created", 1),
        ("voice_minute", 12),
        ("custom:postcard", 1),
        None,
    ]
