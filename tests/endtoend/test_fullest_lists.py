"""Every list, filled past its limit: its pages lead to everything in it, each thing once."""

import re
from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from sqlalchemy import update
from sqlmodel import col

from bot.localdiscord import Answer, Community, Member, Permissions
from bot.services.community import settings
from bot.services.goals import editing
from bot.services.goals.fields import GoalChanges
from bot.services.members import role_meanings
from bot.services.points import many, rules
from db.database import Database
from db.session import Session
from db.tables import BatchKind, RewardKind
from db.tables import Member as MemberRow
from tests.endtoend.answers import labels
from tests.endtoend.rewards import LATER, award, boss, issue_reward, publish
from tests.endtoend.workflows import choose, happen, workflow
from tests.support import factories
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("bot")

COUNT = 13
"""Things in a list; a page has ten at the most, but for what is counted otherwise."""

NEXT = {"Next", "Tiếp"}

Fill = Callable[[RunningBot, Database, Member, Member], Awaitable[list[str]]]
Show = Callable[[Member, Member], Awaitable[Answer]]


@pytest_asyncio.fixture(loop_scope="session", params=["en-US", "vi"])
async def lan(club: Community, request: pytest.FixtureRequest) -> Member:
    """A manager, in each language."""
    return club.add_member("Lan", permissions=Permissions.MANAGE_GUILD, locale=request.param)


def name(number: int) -> str:
    """A name of the greatest length, in which every sign but the first four is escaped."""
    return mark(number) + "*" * 76


def mark(number: int) -> str:
    """What tells a name from all others, and from everything else that is on a card."""
    return f"q{number:02}q"


def names(count: int) -> list[str]:
    """So many names, as far as they are told apart."""
    return [mark(number) for number in range(count)]


async def badges(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    for number in range(COUNT):
        await issue_reward(db, mai, await publish(db, mai.community, name=name(number)))
    return names(COUNT)


async def coupons(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    for number in range(COUNT):
        reward = await publish(db, mai.community, RewardKind.COUPON, name(number), cost=10, stock=5)
        await issue_reward(db, mai, reward)
    return names(COUNT)


async def goals(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    await db.write(lambda session: factories.add_community(session, community_id=mai.community.id))
    for number in range(COUNT):
        changes = GoalChanges(name=name(number), period="weekly", action="points", target=5)
        await db.write(editing.create, boss(mai.community), changes)
    return names(COUNT)


async def workflows(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    for number in range(COUNT):
        await workflow(db, mai.community, name=name(number))
    return names(COUNT)


async def runs(bot: RunningBot, db: Database, lan: Member, mai: Member) -> list[str]:
    found = await workflows(bot, db, lan, mai)
    await happen(bot, db, "course_complete", mai, id="one")
    return found


async def actions(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    await db.write(lambda session: factories.add_community(session, community_id=mai.community.id))
    for number in range(40):
        called = mark(number).ljust(rules.NAME_LENGTH, "x")
        await db.write(rules.name_action, boss(mai.community), called, points=1)
    return names(40)


async def notes(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    for number in range(COUNT):
        await award(db, mai, 5, name(number))
    return names(COUNT)


async def codes(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    pool = [(f"CODE-{mark(number)}", LATER) for number in range(COUNT)]
    await publish(db, mai.community, RewardKind.VOUCHER, "Bookshop", codes=pool)
    return names(COUNT)


async def people(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    members = [mai.community.add_member(f"M{number}") for number in range(COUNT)]
    for member in members:
        await award(db, member, 5)
    return [member.mention for member in members]


async def managers(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    club = mai.community
    roles = [club.add_role(f"Role {number}") for number in range(81)]

    def use_case(session: Session) -> None:
        factories.add_community(session, community_id=club.id)
        for role in roles:
            settings.add_manager_role(session, boss(club), role.id)

    await db.write(use_case)
    return [f"<@&{role.id}>" for role in roles]


async def holders(_bot: RunningBot, db: Database, _lan: Member, mai: Member) -> list[str]:
    badge = await publish(db, mai.community, name="Bookworm")
    members = [mai.community.add_member(f"H{number}") for number in range(COUNT)]
    for member in members:
        await issue_reward(db, member, badge)
    return [member.mention for member in members]


async def batches(_bot: RunningBot, db: Database, lan: Member, mai: Member) -> list[str]:
    club = mai.community

    def use_case(session: Session) -> None:
        factories.add_community(session, community_id=club.id)
        session.execute(update(MemberRow).where(in_club).values(present=True))
        for number in range(COUNT):
            terms = {"amount": number + 101}
            batch_id = many.begin(session, boss(club), BatchKind.AWARD, terms, note="*" * 200)
            many.extend_members(session, boss(club), batch_id, [mai.id])
            many.confirm(session, boss(club), batch_id)

    in_club = col(MemberRow.community_id) == club.id
    await lan.command("audit")
    await db.write(use_case)
    return [f"{number + 101} " for number in range(COUNT)]


async def seen(bot: RunningBot, db: Database, lan: Member, mai: Member) -> list[str]:
    for number in range(COUNT):
        await happen(bot, db, "course_complete", mai, key=str(number))
    return []


LISTS: dict[str, tuple[Fill, Show]] = {
    "settings managers": (managers, lambda lan, _: lan.command("settings managers")),
    "profile": (badges, lambda lan, mai: lan.command("profile", member=mai)),
    "what is held": (coupons, lambda lan, mai: lan.command("profile", member=mai)),
    "one's profile": (badges, lambda _, mai: mai.command("profile")),
    "reward list": (badges, lambda lan, _: lan.command("reward list")),
    "grant reward": (badges, lambda lan, mai: lan.menu("Grant reward", on=mai)),
    "store": (coupons, lambda _, mai: mai.command("store")),
    "rewards": (coupons, lambda _, mai: mai.command("rewards")),
    "coupon find": (coupons, lambda lan, mai: lan.command("coupon find", member=mai)),
    "audit": (coupons, lambda lan, mai: lan.command("audit", member=mai)),
    "goal list": (goals, lambda lan, _: lan.command("goal list")),
    "goals": (goals, lambda _, mai: mai.command("goals")),
    "workflow list": (workflows, lambda lan, _: lan.command("workflow list")),
    "workflow runs": (runs, lambda lan, _: lan.command("workflow runs")),
    "points rules": (actions, lambda lan, _: lan.command("points rules")),
    "points history": (notes, lambda lan, mai: lan.command("points history", member=mai)),
    "balance": (notes, lambda _, mai: mai.command("balance")),
    "codes list": (codes, lambda lan, _: lan.command("codes list", reward="Bookshop")),
    "reward holders": (holders, lambda lan, _: lan.command("reward holders", reward="Bookworm")),
    "coupon open": (coupons, lambda lan, _: lan.command("coupon open")),
    "points history of many": (batches, lambda lan, _: lan.command("points history")),
    "why": (seen, lambda _, mai: mai.command("why")),
    "why, goals": (goals, lambda _, mai: mai.command("why", about="goals")),
    "why, workflows": (runs, lambda _, mai: mai.command("why", about="workflows")),
    "leaderboard": (people, lambda _, mai: mai.command("leaderboard")),
}


async def pages(card: Answer) -> list[str]:
    """Turn to the end, and return what could be read and chosen on each page."""
    read = []
    for _ in range(50):
        options = [option["label"] for one in card.selects for option in one.get("options", [])]
        assert len(options) <= 25 * max(1, len(card.selects))
        read.append("\n".join([card.text, *options]))
        forward = [label for label in card.buttons if label in NEXT]
        if not forward:
            return read
        card = await card.press(forward[-1])
    raise AssertionError("there is no end")


@pytest.mark.parametrize("which", LISTS)
async def test_the_pages_of_a_list_lead_to_all_of_it(
    which: str, bot: RunningBot, db: Database, linh: Member, mai: Member
) -> None:
    fill, show = LISTS[which]
    wanted = await fill(bot, db, linh, mai)
    read = await pages(await show(linh, mai))
    assert len(read) > 1
    for one in wanted:
        found = [number for number, page in enumerate(read) if one in page]
        assert len(found) == 1, (one, found)


async def test_whoever_left_can_be_leafed_through(
    bot: RunningBot, db: Database, linh: Member, mai: Member
) -> None:
    wanted = await badges(bot, db, linh, mai)
    await mai.leave()
    read = await pages(await linh.command("profile", member=mai))
    assert all(any(one in page for page in read) for one in wanted)


async def test_a_reward_past_the_list_is_found_by_its_name(
    db: Database, club: Community, lan: Member, mai: Member
) -> None:
    for number in range(30):
        await publish(db, club, RewardKind.COUPON, name(number), cost=1, stock=1)
    find = {"Find…", "Tìm…"}
    picker = await lan.menu("Grant reward", on=mai)
    label = next(label for label in picker.buttons if label in find)
    for typed, some in (("*", 25), (mark(29), 1)):
        form = (await picker.press(label)).modal
        assert form is not None
        found = await form.submit({next(iter(form.fields)): typed})
        assert len(labels(found)) == some
        assert bool(re.search(r"\b25\b", found.text)) is (some == 25)
        picker = found
    card = await lan.command("settings setup")
    for _ in range(5):
        card = await card.press(next(label for label in card.buttons if label in NEXT))
    question = await card.press(2)
    assert len(labels(question)) == 25
    form = (await question.press(next(one for one in question.buttons if one in find))).modal
    assert form is not None
    found = await form.submit({next(iter(form.fields)): mark(29)})
    assert labels(found)[1:] == [name(29)]
    done = await choose(found, name(29))
    assert mark(29) in done.text


async def test_marks_of_roles_end_at_what_a_card_takes(
    db: Database, club: Community, lan: Member
) -> None:
    await db.write(lambda session: factories.add_community(session, community_id=club.id))
    for number in range(role_meanings.MOST):
        role = club.add_role(f"{number:02}" + "_" * 90)
        await lan.command("settings memberships", role=role)
    assert len(labels(await lan.command("settings memberships"))) == role_meanings.MOST
    one_more = await lan.command("settings memberships", role=club.add_role("More"))
    assert str(role_meanings.MOST) in one_more.text
    assert len(labels(await lan.command("settings memberships"))) == role_meanings.MOST
