"""A clock that is wrong for a while does nothing that cannot be undone."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.runtime.clock import ASK_AGAIN, CONFIRMED_FOR, Clock, seconds_off
from bot.services.maintenance import confirmed_time
from bot.settings import Settings
from db.database import Database
from tests.support.databases import NOON

TEN_YEARS = timedelta(days=3652)


class Machine:
    """A machine whose clock the test sets, and Discord, which knows the time."""

    def __init__(self) -> None:
        self.true = NOON
        self.error = timedelta()
        self.discord_answers = True
        self.asked = 0
        self.clock = Clock(self.ask, lambda: self.true + self.error, self.passed)

    def passed(self) -> float:
        return (self.true - NOON).total_seconds() + 4711

    async def ask(self) -> float | None:
        self.asked += 1
        return self.error.total_seconds() if self.discord_answers else None

    def forward(self, **step: float) -> None:
        self.true += timedelta(**step)


@pytest.fixture
def machine() -> Machine:
    return Machine()


async def test_a_clock_that_is_wrong_for_a_minute_does_nothing(
    db: Database, machine: Machine
) -> None:
    assert await machine.clock.trusted(db)
    for error in (TEN_YEARS, -TEN_YEARS, timedelta(hours=1)):
        machine.error = error
        machine.forward(seconds=30)
        assert machine.clock() == machine.true
        assert not await machine.clock.trusted(db)
        assert machine.clock() == machine.true
        machine.error = timedelta()
        machine.forward(seconds=30)
        assert await machine.clock.trusted(db)
        assert machine.clock() == machine.true


@pytest.mark.parametrize("error", [TEN_YEARS, -TEN_YEARS])
async def test_one_that_is_wrong_from_the_start_is_waited_for(
    db: Database, error: timedelta
) -> None:
    machine = Machine()
    machine.error = error
    assert not await machine.clock.trusted(db)
    assert machine.clock() == machine.true
    machine.forward(days=1)
    assert machine.clock() == machine.true
    machine.error = timedelta()
    assert machine.clock() == machine.true
    assert await machine.clock.trusted(db)
    assert machine.clock() == machine.true


async def test_it_follows_a_clock_that_is_set_right_slowly(db: Database, machine: Machine) -> None:
    machine.error = timedelta(seconds=50)
    assert await machine.clock.trusted(db)
    for _ in range(5):
        machine.error -= timedelta(seconds=10)
        machine.forward(hours=1)
        assert machine.clock() == machine.true + machine.error


async def test_a_jump_that_discord_confirms_is_followed(db: Database, machine: Machine) -> None:
    """As after a machine has slept, where it cannot tell for how long."""
    assert await machine.clock.trusted(db)
    slept = timedelta(hours=9)
    machine.passed = lambda: (machine.true - slept - NOON).total_seconds() + 4711  # type: ignore[method-assign]
    machine.clock._passed = machine.passed
    machine.true += slept
    assert await machine.clock.trusted(db)
    assert machine.clock() == machine.true


async def test_discord_is_not_asked_for_every_job(db: Database, machine: Machine) -> None:
    for _ in range(20):
        assert await machine.clock.trusted(db)
    assert machine.asked == 1
    machine.forward(seconds=CONFIRMED_FOR)
    assert await machine.clock.trusted(db)
    assert machine.asked == 2


async def test_without_discord_a_bot_that_was_off_for_a_month_goes_on(db: Database) -> None:
    before = Machine()
    assert await before.clock.trusted(db)
    after = Machine()
    after.true = before.true + timedelta(days=30)
    after.discord_answers = False
    assert await after.clock.trusted(db)


async def test_without_discord_a_clock_cannot_go_back(db: Database) -> None:
    before = Machine()
    assert await before.clock.trusted(db)
    after = Machine()
    after.discord_answers = False
    after.error = -timedelta(minutes=2)
    assert not await after.clock.trusted(db)
    after.forward(seconds=ASK_AGAIN + 120)
    assert await after.clock.trusted(db)


async def test_a_wrong_clock_is_never_noted_as_seen(db: Database, machine: Machine) -> None:
    machine.error = TEN_YEARS
    assert not await machine.clock.trusted(db)
    assert await db.read(confirmed_time.last) is None
    machine.error = timedelta()
    assert await machine.clock.trusted(db)
    assert await db.read(confirmed_time.last) == NOON


@pytest.fixture
async def says(request: pytest.FixtureRequest) -> AsyncIterator[Settings]:
    """The settings of a bot whose Discord gives a date."""

    off: timedelta | str = request.param
    date = off if isinstance(off, str) else header(off)

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=401, headers={"Date": date})

    app = web.Application()
    app.router.add_get("/api/v10/gateway", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    yield Settings(discord_token=SecretStr("any"), discord_api_url=f"http://{host}:{port}/api/v10")
    await runner.cleanup()


def header(ahead: timedelta) -> str:
    return format_datetime(datetime.now(UTC) + ahead, usegmt=True)


@pytest.mark.parametrize(
    ("says", "ahead"), [(-TEN_YEARS, TEN_YEARS), (TEN_YEARS, -TEN_YEARS)], indirect=["says"]
)
async def test_the_date_of_an_answer_decides(says: Settings, ahead: timedelta) -> None:
    off = await seconds_off(says)
    assert off is not None
    assert abs(off - ahead.total_seconds()) < 3600  # a slow run of the tests included


@pytest.mark.parametrize("says", ["not a date"], indirect=True)
async def test_an_answer_without_one_decides_nothing(says: Settings) -> None:
    assert await seconds_off(says) is None


async def test_nobody_answers() -> None:
    away = Settings(discord_token=SecretStr("any"), discord_api_url="http://127.0.0.1:1/api/v10")
    assert await seconds_off(away) is None
