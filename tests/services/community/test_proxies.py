"""Managers name the proxy bots that they trust."""

import pytest

from bot.services import audit
from bot.services.community import proxies
from bot.services.errors import InvalidInputError, NotAManagerError
from db.database import Database
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def test_bots_are_named_and_forgotten(db: Database) -> None:
    for bot_id in (55, 54, 55):
        await db.write(proxies.add, BOSS, bot_id, is_bot=True)
    assert await db.read(proxies.list_proxies, BOSS) == [54, 55]
    assert await db.read(proxies.trusted, CLUB + 1) == []
    for _ in range(2):
        await db.write(proxies.remove, BOSS, 54)
    assert await db.read(proxies.trusted, CLUB) == [55]
    lines = (await db.read(audit.load_page, BOSS)).lines
    assert [(line.action, line.details["bot"]) for line in lines] == [
        ("settings.proxy_removed", 54),
        ("settings.proxy_added", 54),
        ("settings.proxy_added", 55),
    ]


async def test_people_are_no_proxies_and_there_is_an_end(db: Database) -> None:
    with pytest.raises(InvalidInputError) as refused:
        await db.write(proxies.add, BOSS, MAI.member_id, is_bot=False)
    assert refused.value.message == "settings-proxy-no-bot"
    for number in range(proxies.MOST):
        await db.write(proxies.add, BOSS, 100 + number, is_bot=True)
    with pytest.raises(InvalidInputError) as refused:
        await db.write(proxies.add, BOSS, 99, is_bot=True)
    assert refused.value.message == "settings-proxy-too-many"


async def test_only_managers_decide(db: Database) -> None:
    with pytest.raises(NotAManagerError):
        await db.write(proxies.add, MAI, 55, is_bot=True)
    with pytest.raises(NotAManagerError):
        await db.write(proxies.remove, MAI, 55)
    with pytest.raises(NotAManagerError):
        await db.read(proxies.list_proxies, MAI)
