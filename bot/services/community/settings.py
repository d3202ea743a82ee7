"""Settings: what the managers of a community decide about it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import col

from bot import texts
from bot.markup import fits
from bot.services import audit, calendar, communities
from bot.services.actors import Person, require_manager, require_server_manager
from bot.services.calendar import day_at, today
from bot.services.community import timezones
from bot.services.errors import InvalidInputError
from bot.services.points import placings, thanks
from db.session import Session
from db.tables import Community, ManagerRole, WalletMode, Workflow

CURRENCY_LENGTH = 30
"""Characters that a name for points may have."""


@dataclass(frozen=True)
class Settings:
    """Everything that managers decide, and what day it is there."""

    timezone: str
    clock: datetime  # now, as it is there
    today: date
    is_ahead: bool  # the day that was reached has not begun yet in the time zone
    language: str
    wallet_mode: WalletMode
    currency: str | None
    announcement_channel_id: int | None
    notices_channel_id: int | None
    low_pool_percent: int
    waiting_notice: bool
    pictures: bool
    missing_badges: bool
    thanks_points: int
    thanks_quota: int
    thanks_cap: int
    manager_role_ids: list[int]


def get(session: Session, by: Person) -> Settings:
    """Return the settings, for a manager."""
    require_manager(session, by)
    community = communities.get(session, by.community_id)
    day = today(session, by.community_id)
    return Settings(
        timezone=community.timezone,
        clock=session.now.astimezone(calendar.clock(community.timezone)),
        today=day,
        is_ahead=day > day_at(session.now, community.timezone, None),
        language=texts.language(community.language),
        wallet_mode=WalletMode(community.wallet_mode),
        currency=community.currency,
        announcement_channel_id=community.announcement_channel_id,
        notices_channel_id=community.notices_channel_id,
        low_pool_percent=community.low_pool_percent,
        waiting_notice=community.waiting_notice,
        pictures=community.pictures,
        missing_badges=community.missing_badges,
        thanks_points=community.thanks_points,
        thanks_quota=community.thanks_quota,
        thanks_cap=community.thanks_cap,
        manager_role_ids=communities.manager_roles(session, by.community_id),
    )


def _change(session: Session, by: Person, field: str, value: object) -> Community:
    require_manager(session, by)
    community = communities.locked(session, by.community_id)
    before = getattr(community, field)
    if before != value:
        if field == "timezone":
            community.reached_on = today(session, by.community_id)
            community.timezone_since = session.now
            _work_out_schedules_anew(session, by.community_id)
        setattr(community, field, value)
        session.add(community)
        if field == "timezone":
            placings.move_ends(session, by.community_id, community.timezone)
        session.flush()
        audit.record_by(session, by, f"settings.{field}", before=before, after=value)
    return community


def _work_out_schedules_anew(session: Session, community_id: int) -> None:
    """Let workflows that begin at a time do so by another clock."""
    session.execute(
        update(Workflow).where(col(Workflow.community_id) == community_id).values(next_at=None)
    )


def set_timezone(session: Session, by: Person, name: str) -> Community:
    """Choose whose midnight ends a day. Stored dates stay; only their moment moves.

    `name`: as people name a zone, by a city, a country or an offset; see `timezones.resolve`.
    """
    require_manager(session, by)
    return _change(session, by, "timezone", timezones.resolve(name, session.now))


def set_language(session: Session, by: Person, language: str) -> Community:
    """Choose the language of what everybody reads."""
    return _change(session, by, "language", language)


def set_wallet_mode(session: Session, by: Person, mode: WalletMode) -> Community:
    """Choose how balances are shown; both wallets are recorded all the same."""
    return _change(session, by, "wallet_mode", str(mode))


def set_currency(session: Session, by: Person, name: str | None) -> Community:
    """Choose what points are called; None goes back to *points*."""
    name = " ".join(name.split()) if name else None
    if name is not None and not (name.isprintable() and fits(name, CURRENCY_LENGTH)):
        raise InvalidInputError("currency", "settings-bad-currency", most=CURRENCY_LENGTH)
    return _change(session, by, "currency", name or None)


def set_announcement_channel(session: Session, by: Person, channel_id: int | None) -> Community:
    """Choose where badges are announced; None announces nothing."""
    return _change(session, by, "announcement_channel_id", channel_id)


def set_notices_channel(session: Session, by: Person, channel_id: int | None) -> Community:
    """Choose the channel of notices to managers; None: they stand in `/settings notices` alone."""
    return _change(session, by, "notices_channel_id", channel_id)


def set_low_pool_percent(session: Session, by: Person, percent: int) -> Community:
    """Choose how much of what was imported may be left when managers get a notice."""
    if not 0 <= percent <= 100:
        raise InvalidInputError("low_pool", "settings-bad-percent")
    return _change(session, by, "low_pool_percent", percent)


def set_waiting_notice(session: Session, by: Person, wanted: bool) -> Community:
    """Choose whether it is said in public that something waits for who is out of reach."""
    return _change(session, by, "waiting_notice", wanted)


def set_pictures(session: Session, by: Person, wanted: bool) -> Community:
    """Choose whether Laurel draws pictures; members can still prefer text."""
    return _change(session, by, "pictures", wanted)


def set_missing_badges(session: Session, by: Person, wanted: bool) -> Community:
    """Choose whether members see, in outline, which badges they have not got."""
    return _change(session, by, "missing_badges", wanted)


def set_thanks(
    session: Session,
    by: Person,
    *,
    points: int | None = None,
    quota: int | None = None,
    cap: int | None = None,
) -> None:
    """Choose what a thank-you gives, how many a member may give and get a day. None leaves a part.

    With 0 points nobody can thank anybody.
    """
    if points is not None:
        _require_within("points", points, 0, thanks.MOST_POINTS)
        _change(session, by, "thanks_points", points)
    if quota is not None:
        _require_within("quota", quota, 1, thanks.MOST_A_DAY)
        _change(session, by, "thanks_quota", quota)
    if cap is not None:
        _require_within("cap", cap, 1, thanks.MOST_A_DAY)
        _change(session, by, "thanks_cap", cap)


def _require_within(field: str, chosen: int, least: int, most: int) -> None:
    if not least <= chosen <= most:
        raise InvalidInputError(field, "settings-bad-thanks", least=least, most=most)


def add_manager_role(session: Session, by: Person, role_id: int) -> list[int]:
    """Make the holders of a role managers; not the role that everybody has.

    Only who holds *Manage Server* may: a manager by role names no further ones.
    """
    require_server_manager(by)
    if role_id == by.community_id:  # Discord gives that role the server's own id
        raise InvalidInputError("add", "settings-admin-managers-everybody")
    if session.add_row(ManagerRole, community_id=by.community_id, role_id=role_id):
        audit.record_by(session, by, "settings.manager_added", role=role_id)
    return communities.manager_roles(session, by.community_id)


def remove_manager_role(session: Session, by: Person, role_id: int) -> list[int]:
    """Make the holders of a role ordinary members again."""
    require_server_manager(by)
    if session.remove_row(ManagerRole, by.community_id, role_id):
        audit.record_by(session, by, "settings.manager_removed", role=role_id)
    return communities.manager_roles(session, by.community_id)
