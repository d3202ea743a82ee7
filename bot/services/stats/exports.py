"""What was handed out of statistics."""

from bot.services import audit
from bot.services.actors import Person, require_manager
from db.session import Session


def exported(session: Session, by: Person, subject: str, reward_id: int | None = None) -> None:
    """Record that a manager was handed numbers as a file."""
    require_manager(session, by)
    audit.record_by(session, by, "stats.exported", reward_id=reward_id, subject=subject)
