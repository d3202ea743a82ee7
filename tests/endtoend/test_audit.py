"""/audit: every action reads as a sentence, pages, and is for managers only."""

import ast
import re
from pathlib import Path

import pytest

from bot.localdiscord import Community, LocalDiscord, Member, Permissions
from bot.services import audit, communities
from bot.services.actors import OPERATOR, Person
from bot.services.deletions.places import ELSEWHERE, PLACES
from bot.texts import SHIPPED, messages
from cogs.managers.audit import text_of
from db.database import Database
from db.session import Session
from tests.endtoend.rewards import publish
from tests.support import factories

SERVICES = Path(communities.__file__).parent


ACTION = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")


# What earlier versions recorded; their lines still stand in databases and must read as sentences.
EARLIER = {"code.voided"}


def recorded_actions() -> set[str]:
    """Every action that a service records: in those that record, whatever looks like one."""
    found: set[str] = set()
    others = {place.column for place in PLACES} | ELSEWHERE.keys()
    others |= {f"{table}.name_key" for table in ("reward", "goal", "workflow")}
    for path in SERVICES.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if not re.search(r"\b(audit\.(record|line)|_copying\(AuditEntry)", source):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and ACTION.fullmatch(str(node.value)):
                found.add(str(node.value))
            if not isinstance(node, ast.Call):
                continue
            if (
                path == SERVICES / "community" / "settings.py"
                and getattr(node.func, "id", "") == "_change"
            ):
                # These are named for the column that changes.
                found |= {f"settings.{column}" for column in strings(node.args[2])}
            elif (
                isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "log"
            ) or getattr(node.func, "id", "") == "literal_column":
                others |= strings(node)
    return found - others


def strings(node: ast.AST) -> set[str]:
    """Every text that stands somewhere in an expression."""
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


@pytest.mark.parametrize("language", SHIPPED)
async def test_every_action_has_a_sentence_and_every_sentence_an_action(language: str) -> None:
    sentences = {text for text in messages(language) if text.startswith("audit-did-")}
    assert sentences == {text_of(done) for done in recorded_actions() | EARLIER}


@pytest.mark.usefixtures("bot")
class TestAudit:
    async def test_settings_and_points_read_as_sentences(self, linh: Member, mai: Member) -> None:
        await linh.command("settings timezone", zone="Asia/Ho_Chi_Minh")
        await linh.command("settings currency", name="stars")
        await linh.command("points award", member=mai, amount=1200, note="for *reading*")
        answer = await linh.command("audit")
        assert answer.ephemeral
        lines = answer.text.splitlines()[1:]
        assert lines[0].endswith(rf"{linh.mention} gave {mai.mention} 1,200 stars: for \*reading\*")
        assert lines[1].endswith(f"{linh.mention} named the points stars")
        assert lines[2].endswith(
            f"{linh.mention} set the time zone to Asia/Ho\\_Chi\\_Minh (before: UTC)"
        )

    async def test_it_speaks_the_readers_language(self, linh: Member, mai: Member) -> None:
        await linh.command("points deduct", member=mai, amount=1)
        await linh.command("points award", member=mai, amount=1200)
        linh.locale = "vi"
        assert "đã trao cho" in (await linh.command("audit")).text

    async def test_a_member_or_an_actor_can_be_chosen(
        self, linh: Member, mai: Member, bob: Member
    ) -> None:
        await linh.command("points award", member=mai, amount=11)
        await linh.command("points award", member=bob, amount=22)
        of_mai = (await linh.command("audit", member=mai)).text
        assert "11 points" in of_mai
        assert "22 points" not in of_mai
        assert "22 points" in (await linh.command("audit", actor=linh)).text
        assert "points" not in (await linh.command("audit", actor=bob)).text

    async def test_it_pages_newest_first(self, linh: Member, mai: Member, bob: Member) -> None:
        await linh.command("points award", member=bob, amount=77)
        note = "*" * 200
        for amount in range(1, audit.PAGE + 2):
            await linh.command("points award", member=mai, amount=100 + amount, note=note)
        first = await linh.command("audit", member=mai)
        assert "111 points" in first.text
        assert "101 points" not in first.text
        second = await first.press("Next")
        assert second.message is first.message
        assert "101 points" in second.text
        assert "77 points" not in second.text
        assert second.buttons == ["Previous"]

    async def test_an_empty_audit_says_so(self, linh: Member) -> None:
        assert "Nothing" in (await linh.command("audit")).text

    async def test_members_are_refused(self, linh: Member, mai: Member) -> None:
        await linh.command("points award", member=mai, amount=5)
        refused = await mai.command("audit", force=True)
        assert "for managers" in refused.text
        assert "5 points" not in refused.text

    async def test_communities_are_apart(
        self, discord: LocalDiscord, linh: Member, mai: Member
    ) -> None:
        other = discord.add_community("Chess club")
        other.add_channel("general")
        boss = other.add_member("An", permissions=Permissions.MANAGE_GUILD)
        await linh.command("points award", member=mai, amount=5)
        assert "5 points" not in (await boss.command("audit")).text

    async def test_what_laurel_or_the_operator_did_is_told_of_them(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        def record(session: Session) -> None:
            factories.add_community(session, community_id=club.id)
            for actor_id in (None, OPERATOR):
                audit.record(
                    session,
                    club.id,
                    "points.awarded",
                    actor_id=actor_id,
                    member_id=mai.id,
                    amount=1,
                    note=None,
                )

        await db.write(record)
        operators, laurels = (await linh.command("audit")).text.splitlines()[-2:]
        assert laurels.endswith(f"Laurel gave {mai.mention} 1 point")
        assert operators.endswith(f"The operator (at the command line) gave {mai.mention} 1 point")

    async def test_an_edited_reward_says_what_changed(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        gold = club.add_role("Gold")

        def record(session: Session) -> None:
            factories.add_community(session, community_id=club.id)
            by = Person(club.id, linh.id, manages_server=True)
            audit.record(
                session,
                club.id,
                "reward.edited",
                actor_id=by.member_id,
                fields=["cost", "required_role_id", "description"],
                before={"cost": 1000, "required_role_id": None},
                after={"cost": 1200, "required_role_id": gold.id},
            )

        await db.write(record)
        assert (await linh.command("audit")).text.endswith(
            f"price 1,000 → 1,200, required role nothing → {gold.mention}, description"
        )

    async def test_a_grant_to_many_is_one_line_that_opens(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        readers = club.add_role("Readers")
        members = [club.add_member(f"Reader{number}", roles=[readers]) for number in range(12)]
        await publish(db, club, name="Reader")
        plan = await linh.command("grant role", reward="Reader", role=readers)
        await (await plan.press("Give to all")).until(lambda shown: "12 got it" in shown.text)
        shown = await linh.command("audit")
        assert [member for member in members if member.mention in shown.text] == []
        assert shown.text.count("Reader") == 2  # that it began, and that it is done
        opened = await shown.choose("Reader · 12 members")
        assert opened.message is shown.message
        first = opened.text
        rest = await opened.press("Next")
        seen = first + rest.text
        assert all(member.mention in seen for member in members)
        assert rest.text.count("Reader") == 2
        whole = await rest.press("Full audit")
        assert whole.text.count("Reader") == 2
        of_one = await linh.command("audit", member=members[0])
        assert of_one.text.count("Reader") == 1

    async def test_a_kind_or_a_reward_can_be_chosen(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        for name in ("Reader", "Writer"):
            await publish(db, club, name=name)
            await linh.command("grant member", reward=name, member=mai)
        for amount in range(1, 13):
            await linh.command("points award", member=mai, amount=amount)
        rewards = await linh.command("audit", kind="rewards")
        assert ("Reader" in rewards.text, "points" in rewards.text) == (True, False)
        points = await linh.command("audit", kind="points", member=mai)
        assert "Reader" not in points.text
        rest = await points.press("Next")
        assert ("1 point" in rest.text, "Reader" in rest.text) == (True, False)
        one = await linh.command("audit", reward="Writer")
        assert ("Writer" in one.text, "Reader" in one.text) == (True, False)


async def test_every_action_is_of_one_kind() -> None:
    for text in messages("en"):
        if text.startswith("audit-did-"):
            begins = text.removeprefix("audit-did-").split("-")[0]
            assert sum(begins in names for names in audit.KINDS.values()) == 1, text
