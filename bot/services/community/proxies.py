"""Proxy bots that managers trust to post again what members wrote, in the members' stead."""

from sqlalchemy import select
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.errors import InvalidInputError
from bot.services.paging import count_rows
from db.session import Session
from db.tables import ProxyBot

MOST = 10
"""Proxy bots of a community."""


def trusted(session: Session, community_id: int) -> list[int]:
    """Return the proxy bots of a community."""
    bots = select(col(ProxyBot.bot_id)).where(col(ProxyBot.community_id) == community_id)
    return list(session.scalars(bots.order_by(col(ProxyBot.bot_id))))


def list_proxies(session: Session, by: Person) -> list[int]:
    """Return the proxy bots, for a manager."""
    require_manager(session, by)
    return trusted(session, by.community_id)


def add(session: Session, by: Person, bot_id: int, *, is_bot: bool) -> None:
    """Trust a bot: a message that it posts again is taken back from nobody."""
    require_manager(session, by)
    if not is_bot:
        raise InvalidInputError("add", "settings-proxy-no-bot", user=str(bot_id))
    if count_rows(session, ProxyBot, col(ProxyBot.community_id) == by.community_id) >= MOST:
        raise InvalidInputError("add", "settings-proxy-too-many", most=MOST)
    if session.add_row(ProxyBot, community_id=by.community_id, bot_id=bot_id):
        audit.record_by(session, by, "settings.proxy_added", bot=bot_id)


def remove(session: Session, by: Person, bot_id: int) -> None:
    """Trust a bot no more."""
    require_manager(session, by)
    if session.remove_row(ProxyBot, by.community_id, bot_id):
        audit.record_by(session, by, "settings.proxy_removed", bot=bot_id)
