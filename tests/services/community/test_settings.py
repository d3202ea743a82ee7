"""Settings of a community, and what day it is there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.services import audit, calendar, communities
from bot.services.community import settings
from bot.services.errors import InvalidInputError, NotAManagerError, NotAServerManagerError
from db.database import Database
from db.session import Session
from db.tables import Community, WalletMode
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB, MAI


@pytest.fixture
async def club(db: Database) -> Database:
    """A community as it is when Laurel arrives."""
    await db.write(factories.add_community)
    return db


async def kept(db: Database) -> Community:
    return await db.read(communities.get, CLUB)


async def test_what_a_new_community_has(club: Database) -> None:
    community = await kept(club)
    assert (community.timezone, community.language, community.wallet_mode) == ("UTC", "en", "dual")
    assert (community.currency, community.low_pool_percent) == (None, 10)
    assert (community.created_at, community.removed_at) == (NOON, None)


async def test_coming_back_changes_no_setting(club: Database, clock: Clock) -> None:
    await club.write(settings.set_currency, BOSS, "leaves")

    def leave(session: Session) -> None:
        communities.get(session, CLUB).removed_at = session.now

    await club.write(leave)
    clock.forward(days=2)
    await club.write(communities.ensure, CLUB, "vi")
    community = await kept(club)
    assert (community.currency, community.language) == ("leaves", "en")
    assert (community.created_at, community.removed_at) == (NOON, None)


CHANGES: list[tuple[Callable[..., Community], Any, str, Any]] = [
    (settings.set_timezone, "Asia/Ho_Chi_Minh", "timezone", "Asia/Ho_Chi_Minh"),
    (settings.set_timezone, "saigon", "timezone", "Asia/Ho_Chi_Minh"),
    (settings.set_language, "vi", "language", "vi"),
    (settings.set_wallet_mode, WalletMode.SINGLE, "wallet_mode", "single"),
    (settings.set_currency, "  golden \n leaves ", "currency", "golden leaves"),
    (settings.set_announcement_channel, 2**63 - 1, "announcement_channel_id", 2**63 - 1),
    (settings.set_notices_channel, 8, "notices_channel_id", 8),
    (settings.set_low_pool_percent, 0, "low_pool_percent", 0),
]
every_change = pytest.mark.parametrize(
    ("change", "value", "field", "stored"), CHANGES, ids=[field for _, _, field, _ in CHANGES]
)


@every_change
async def test_a_setting_is_kept_and_in_the_audit_once(
    club: Database, change: Callable[..., Community], value: Any, field: str, stored: Any
) -> None:
    before = getattr(await kept(club), field)
    for _ in range(2):
        changed = await club.write(change, BOSS, value)
        assert getattr(changed, field) == stored
    assert getattr(await kept(club), field) == stored
    (line,) = (await club.read(audit.load_page, BOSS)).lines
    assert (line.action, line.actor_id) == (f"settings.{field}", BOSS.member_id)
    assert line.details == {"before": before, "after": stored}


@every_change
async def test_members_change_no_setting(
    club: Database, change: Callable[..., Community], value: Any, field: str, stored: Any
) -> None:
    before = getattr(await kept(club), field)
    with pytest.raises(NotAManagerError):
        await club.write(change, MAI, value)
    assert getattr(await kept(club), field) == before


@pytest.mark.parametrize(
    ("change", "bad", "field"),
    [
        (settings.set_timezone, "Europe/Nowhere", "timezone"),
        (settings.set_timezone, "", "timezone"),
        (settings.set_timezone, "localtime", "timezone"),
        (settings.set_timezone, "Etc/GMT+7", "timezone"),
        (settings.set_timezone, "+7", "timezone"),
        (settings.set_timezone, "../../etc/passwd", "timezone"),
        (settings.set_currency, "x" * (settings.CURRENCY_LENGTH + 1), "currency"),
        (settings.set_currency, "a\u200bb", "currency"),
        (settings.set_low_pool_percent, -1, "low_pool"),
        (settings.set_low_pool_percent, 101, "low_pool"),
    ],
)
async def test_a_value_out_of_bounds_is_refused(
    club: Database, change: Callable[..., Community], bad: Any, field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        await club.write(change, BOSS, bad)
    assert refused.value.field == field
    assert (await club.read(audit.load_page, BOSS)).lines == []


@pytest.mark.parametrize("empty", [None, "", "   "])
async def test_points_get_their_own_name_back(club: Database, empty: str | None) -> None:
    await club.write(settings.set_currency, BOSS, "leaves")
    assert (await club.write(settings.set_currency, BOSS, empty)).currency is None


async def test_a_channel_can_be_unset(club: Database) -> None:
    await club.write(settings.set_announcement_channel, BOSS, 7)
    changed = await club.write(settings.set_announcement_channel, BOSS, None)
    assert changed.announcement_channel_id is None


async def test_managers_roles(club: Database) -> None:
    assert await club.write(settings.add_manager_role, BOSS, 20) == [20]
    assert await club.write(settings.add_manager_role, BOSS, 10) == [10, 20]
    assert await club.write(settings.add_manager_role, BOSS, 10) == [10, 20]
    assert await club.write(settings.remove_manager_role, BOSS, 20) == [10]
    assert await club.write(settings.remove_manager_role, BOSS, 20) == [10]
    assert await club.read(communities.manager_roles, CLUB) == [10]
    assert await club.read(communities.manager_roles, CLUB + 1) == []
    lines = (await club.read(audit.load_page, BOSS)).lines
    assert [(line.action, line.details["role"]) for line in lines] == [
        ("settings.manager_removed", 20),
        ("settings.manager_added", 10),
        ("settings.manager_added", 20),
    ]
    for change in (settings.add_manager_role, settings.remove_manager_role):
        with pytest.raises(NotAServerManagerError):
            await club.write(change, MAI, 10)


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2025, 6, 2, 16, 59, tzinfo=UTC), "Asia/Ho_Chi_Minh", date(2025, 6, 2)),
        (datetime(2025, 6, 2, 17, 0, tzinfo=UTC), "Asia/Ho_Chi_Minh", date(2025, 6, 3)),
        (datetime(2025, 6, 2, 6, 59, tzinfo=UTC), "America/Los_Angeles", date(2025, 6, 1)),
        (datetime(2025, 6, 2, 7, 0, tzinfo=UTC), "America/Los_Angeles", date(2025, 6, 2)),
        (datetime(2025, 6, 2, 23, 59, 59, tzinfo=UTC), "UTC", date(2025, 6, 2)),
    ],
)
async def test_a_day_is_the_communitys_own(
    club: Database, clock: Clock, moment: datetime, zone: str, day: date
) -> None:
    clock.now = moment - timedelta(days=2)
    await club.write(settings.set_timezone, BOSS, zone)
    clock.now = moment
    assert await club.read(calendar.today, CLUB) == day


async def test_a_day_that_has_begun_stays_when_the_community_moves_west(
    club: Database, clock: Clock
) -> None:
    await club.write(settings.set_timezone, BOSS, "Pacific/Kiritimati")
    assert await club.read(calendar.today, CLUB) == date(2025, 6, 3)
    await club.write(settings.set_timezone, BOSS, "Pacific/Honolulu")
    assert await club.read(calendar.today, CLUB) == date(2025, 6, 3)
    await club.write(settings.set_timezone, BOSS, "UTC")  # nor does a second move bring it back
    assert await club.read(calendar.today, CLUB) == date(2025, 6, 3)
    clock.forward(days=1)
    assert await club.read(calendar.today, CLUB) == date(2025, 6, 3)
    clock.forward(days=1)
    assert await club.read(calendar.today, CLUB) == date(2025, 6, 4)


async def test_settings_tell_a_day_that_has_not_begun_in_the_zone(
    club: Database, clock: Clock
) -> None:
    async def today_and_is_ahead() -> tuple[date, bool]:
        settled = await club.read(settings.get, BOSS)
        return settled.today, settled.is_ahead

    assert await today_and_is_ahead() == (date(2025, 6, 2), False)
    await club.write(settings.set_timezone, BOSS, "Pacific/Kiritimati")
    assert await today_and_is_ahead() == (date(2025, 6, 3), False)
    await club.write(settings.set_timezone, BOSS, "America/Lima")
    assert await today_and_is_ahead() == (date(2025, 6, 3), True)
    clock.forward(days=1)
    assert await today_and_is_ahead() == (date(2025, 6, 3), False)


async def test_what_is_long_past_has_its_date_in_the_zone_of_today(
    club: Database, clock: Clock
) -> None:
    """Monday has begun when the community moves west, where Sunday is not over yet."""
    clock.now = datetime(2025, 6, 2, 1, tzinfo=UTC)
    assert await club.read(calendar.day_of, CLUB, clock.now) == date(2025, 6, 2)
    await club.write(settings.set_timezone, BOSS, "America/New_York")
    before = clock.now - timedelta(hours=2)
    assert await club.read(calendar.day_of, CLUB, before) == date(2025, 6, 1)
    assert await club.read(calendar.day_of, CLUB, clock.now) == date(2025, 6, 2)
    clock.forward(days=30)
    assert await club.read(calendar.day_of, CLUB, before) == date(2025, 6, 1)
