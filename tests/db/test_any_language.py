"""A database of before keeps what it has, and takes any language from then on."""

from sqlmodel import col, select

from bot.services import actors, communities
from bot.services.actors import Person
from bot.services.community import settings
from db.database import connect
from db.migrate import migrate
from db.session import Session
from db.tables import Member
from tests.db.schema import definitions, run
from tests.support.databases import NOON, Clock, still_world

CLUB, MAI, BOB = 1_000, 51, 52
BOSS = Person(CLUB, 1, manages_server=True, owns_server=True)
AT = f"'{NOON:%Y-%m-%d %H:%M:%S}.000000'"
CHECKS = ("ck_community_language_known", "ck_member_language_known")


def a_member(member_id: int, language: str) -> str:
    return (
        "INSERT INTO member (community_id, member_id, profile_hidden, language, first_seen_at)"
        f" VALUES ({CLUB}, {member_id}, false, {language}, {AT})"
    )


def languages(session: Session) -> dict[int, str | None]:
    rows = session.execute(select(col(Member.member_id), col(Member.language)))
    return {row.member_id: row.language for row in rows}


async def described(url: str) -> str:
    return str(await definitions(url))


async def test_languages_stay_and_others_are_taken(old: str, clock: Clock) -> None:
    await run(
        old,
        "INSERT INTO community (id, language, timezone, wallet_mode, low_pool_percent,"
        f" created_at) VALUES ({CLUB}, 'vi', 'Asia/Tokyo', 'single', 25, {AT})",
        a_member(MAI, "'vi'"),
        a_member(BOB, "NULL"),
    )
    before = await described(old)
    await migrate(old)
    after = await described(old)
    assert [check in before for check in CHECKS] == [True, True]
    assert [check in after for check in CHECKS] == [False, False]
    assert "ck_community_wallet_mode_known" in after
    database = connect(old, still_world(clock))
    try:
        settled = await database.read(settings.get, BOSS)
        stayed = (settled.language, settled.timezone, settled.low_pool_percent)
        assert stayed == ("vi", "Asia/Tokyo", 25)
        assert await database.read(languages) == {MAI: "vi", BOB: None}
        await database.write(actors.store_languages, [actors.Speaker(CLUB, BOB, "pt-BR")])
        assert await database.read(languages) == {MAI: "vi", BOB: "pt-BR"}
        await database.write(settings.set_language, BOSS, "xx")
        community = await database.read(communities.get, CLUB)
        assert community.language == "xx"
        # No folder of texts has that name, so everybody reads English.
        assert (await database.read(settings.get, BOSS)).language == "en"
    finally:
        await database.close()
