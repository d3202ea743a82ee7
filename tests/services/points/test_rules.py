"""What actions pay: defaults, changes to them, and actions that managers name."""

from dataclasses import replace
from typing import Any

import pytest

from bot.services import audit
from bot.services.actors import Person
from bot.services.errors import GoneError, InvalidInputError, NotAManagerError
from bot.services.points import rules
from bot.services.points.rules import ACTIONS, DEFAULTS, Rule
from db.database import Database
from db.tables import EarningRule
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI

REVIEW = "custom:book_review"


@pytest.fixture
async def club(db: Database) -> Database:
    """A community."""
    await db.write(factories.add_community)
    return db


async def done(db: Database) -> list[str]:
    """Return what the audit says was done, newest first."""
    return [line.action for line in (await db.read(audit.load_page, BOSS)).lines]


async def test_a_new_community_pays_for_everything_it_can(club: Database) -> None:
    found = await club.read(rules.every, CLUB)
    assert [rule.action for rule in found] == list(ACTIONS)
    assert all(rule.points > 0 for rule in found)
    assert await club.read(rules.find, CLUB, "daily_login") == DEFAULTS["daily_login"]
    assert await club.read(rules.find, CLUB, REVIEW) is None


async def test_a_change_is_kept_and_in_the_audit_once(club: Database) -> None:
    changed = Rule("post_created", 7, daily_cap=3, cooldown=0)
    for _ in range(2):
        rule = await club.write(
            rules.change, BOSS, "post_created", points=7, daily_cap=3, cooldown=0
        )
        assert rule == changed
    assert await club.read(rules.find, CLUB, "post_created") == changed
    (line,) = (await club.read(audit.load_page, BOSS)).lines
    assert line.action == "points.rule_changed"
    assert line.details == {"did": "post_created", "points": 7, "daily_cap": 3, "cooldown": 0}


async def test_what_is_not_given_stays(club: Database) -> None:
    before = DEFAULTS["post_created"]
    after = await club.write(rules.change, BOSS, "post_created", points=1)
    assert after == replace(before, points=1)
    after = await club.write(rules.change, BOSS, "post_created", daily_cap=0)
    assert after == replace(before, points=1, daily_cap=None)


async def test_a_rule_goes_back_to_its_default(club: Database) -> None:
    await club.write(rules.change, BOSS, "quiz_pass", points=0)
    for _ in range(2):
        await club.write(rules.reset, BOSS, "quiz_pass")
    assert await club.read(rules.find, CLUB, "quiz_pass") == DEFAULTS["quiz_pass"]
    assert await done(club) == ["points.rule_reset", "points.rule_changed"]


async def test_an_action_is_named_changed_and_removed(club: Database) -> None:
    named = await club.write(rules.name_action, BOSS, " Book  review", 25, daily_cap=2)
    assert named == Rule(REVIEW, 25, daily_cap=2)
    assert (await club.read(rules.every, CLUB))[-1] == named
    await club.write(rules.change, BOSS, REVIEW, points=30, cooldown=60)
    assert await club.read(rules.find, CLUB, REVIEW) == Rule(REVIEW, 30, 2, 60)
    kept = await club.read(lambda s: s.get(EarningRule, (CLUB, REVIEW)))
    assert kept is not None
    assert kept.custom
    await club.write(rules.reset, BOSS, REVIEW)
    assert await club.read(rules.find, CLUB, REVIEW) is None
    assert await done(club) == [
        "points.action_removed",
        "points.rule_changed",
        "points.action_named",
    ]
    with pytest.raises(GoneError):
        await club.write(rules.reset, BOSS, REVIEW)
    with pytest.raises(GoneError):
        await club.write(rules.change, BOSS, REVIEW, points=1)


@pytest.mark.parametrize("name", ["Book Review", "BOOK_REVIEW", "ｂｏｏｋ review"])
async def test_one_name_is_one_action(club: Database, name: str) -> None:
    await club.write(rules.name_action, BOSS, "book review", 25)
    with pytest.raises(InvalidInputError) as refused:
        await club.write(rules.name_action, BOSS, name, 1)
    assert refused.value.field == "name"
    assert (await club.read(rules.find, CLUB, REVIEW)) == Rule(REVIEW, 25)


@pytest.mark.parametrize("name", ["", "   ", ":", "a:b", "-x", "x" * (rules.NAME_LENGTH + 1)])
async def test_a_bad_name_is_refused(club: Database, name: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        await club.write(rules.name_action, BOSS, name, 1)
    assert refused.value.field == "name"


async def test_names_in_any_language(club: Database) -> None:
    rule = await club.write(rules.name_action, BOSS, "Điểm sách", 5)
    assert rule.action == "custom:điểm_sách"


async def test_there_is_an_end_to_custom_actions(club: Database) -> None:
    for number in range(rules.MOST_CUSTOM):
        await club.write(rules.name_action, BOSS, f"deed {number}", 1)
    with pytest.raises(InvalidInputError) as refused:
        await club.write(rules.name_action, BOSS, "one more", 1)
    assert refused.value.message == "earning-too-many-actions"


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("points", {"points": -1}),
        ("points", {"points": rules.MOST_POINTS + 1}),
        ("daily_cap", {"daily_cap": -1}),
        ("daily_cap", {"daily_cap": rules.MOST_CAP + 1}),
        ("cooldown", {"cooldown": -1}),
        ("cooldown", {"cooldown": rules.LONGEST_COOLDOWN + 1}),
    ],
)
async def test_numbers_out_of_bounds_are_refused(
    club: Database, field: str, bad: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInputError) as changed:
        await club.write(rules.change, BOSS, "post_created", **bad)
    with pytest.raises(InvalidInputError) as named:
        await club.write(rules.name_action, BOSS, "review", **({"points": 1} | bad))
    assert changed.value.field == named.value.field == field
    assert await club.read(rules.every, CLUB) == list(DEFAULTS.values())


async def test_the_bounds_themselves_are_allowed(club: Database) -> None:
    most = {
        "points": rules.MOST_POINTS,
        "daily_cap": rules.MOST_CAP,
        "cooldown": rules.LONGEST_COOLDOWN,
    }
    await club.write(rules.change, BOSS, "post_created", **most)
    assert await club.read(rules.find, CLUB, "post_created") == Rule("post_created", **most)


async def test_only_managers_see_and_change_rules(club: Database) -> None:
    for change in (
        lambda s: rules.change(s, MAI, "post_created", points=1_000),
        lambda s: rules.name_action(s, MAI, "nothing", 1_000),
        lambda s: rules.reset(s, MAI, "post_created"),
        lambda s: rules.list_rules(s, MAI),
        lambda s: rules.search(s, MAI, ""),
    ):
        with pytest.raises(NotAManagerError):
            await club.write(change)
    assert await club.read(rules.every, CLUB) == list(DEFAULTS.values())


async def test_communities_have_rules_of_their_own(club: Database) -> None:
    await club.write(factories.add_community, community_id=CLUB + 1)
    theirs = Person(CLUB + 1, BOSS.member_id, manages_server=True)
    await club.write(rules.change, theirs, "post_created", points=99)
    await club.write(rules.name_action, theirs, "review", 1)
    assert await club.read(rules.every, CLUB) == list(DEFAULTS.values())


async def test_rules_page_and_can_be_searched(club: Database) -> None:
    for number in range(rules.PAGE):
        await club.write(rules.name_action, BOSS, f"Deed {number:02}", 1)
    first = await club.read(rules.list_rules, BOSS)
    assert (len(first.rules), first.page, first.pages) == (rules.PAGE, 1, 2)
    assert (await club.read(rules.list_rules, BOSS, 9)).page == 2
    assert await club.read(rules.search, BOSS, "DEED 07") == ["custom:deed_07"]
    assert "daily_login" in await club.read(rules.search, BOSS, "login")


async def test_what_pays_nothing_is_not_told_to_members(club: Database) -> None:
    await club.write(rules.change, BOSS, "post_created", points=0)
    paying = [rule.action for rule in await club.read(rules.paying, CLUB)]
    assert "post_created" not in paying
    assert paying[0] == "comment_created"
