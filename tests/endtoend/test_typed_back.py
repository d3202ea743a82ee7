"""Whatever a command's list shows is taken when it is typed, in both languages."""

from typing import Any

import pytest

from bot.localdiscord import Community, LocalDiscord, Member, Permissions
from bot.services.goals import editing as goals
from bot.services.goals.fields import GoalChanges
from bot.texts import t
from db.database import Database
from db.tables import RewardState
from tests.endtoend.rewards import badge, boss, coupon, describe, voucher
from tests.endtoend.workflows import begin, workflow
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("bot")

NOT_FOUND = (
    *("reward-no-such", "goal-no-such", "workflow-no-such", "goal-bad-action", "code-no-such"),
    *("earning-no-such-action", "revoke-not-held", "code-no-such-number", "error-gone"),
    *("import-nothing-to-undo", "settings-unknown-timezone"),
)
"""The texts of what is refused since it was not found."""


def beginnings(language: str) -> list[str]:
    """Return how each of them begins, up to what was typed."""
    return [t(language, text, given="\n", member="\n").split("\n")[0] for text in NOT_FOUND]


OTHERS: dict[str, dict[str, Any]] = {
    "points rules": {"points": 3},
    "reward create": {"kind": "badge"},
    "goal create": {"name": "New", "period": "weekly", "target": 2},
    "raffle create": {"units": 1, "until": "3d"},
}
"""What a command needs besides."""


def completed(bot: RunningBot) -> set[tuple[str, str]]:
    """Return every option that completes: the command's path and the option."""
    found = set()
    for command in bot.client.tree.walk_commands():
        for parameter in getattr(command, "parameters", ()):
            if parameter.autocomplete:
                found.add((command.qualified_name, parameter.display_name))
    return found


async def filled(db: Database, club: Community, linh: Member, mai: Member) -> None:
    """Let there be something of everything that a list could show."""
    await voucher(db, club, "AAAA-1111", "BBBB-2222", name="Tea")
    await coupon(db, club, "Mug · small (new)")
    await badge(db, club, "<:coin:123456789012345678> Cup")
    await badge(db, club, "Reader")
    await describe(db, club, await badge(db, club, "Draft"), state=RewardState.DRAFT)
    await linh.command("grant member", reward="Reader", member=mai)
    goal = GoalChanges(name="Writer", period="weekly", action="post_created", target=10)
    await db.write(goals.create, boss(club), goal)
    await linh.command("points rules", name="Sent a card", points=5)
    await workflow(db, club)
    await workflow(db, club, name="Off", enable=False)
    await begin(linh, "Begun")


def context(path: str, option: str, mai: Member, file: Any) -> dict[str, Any]:
    """Return what else a command is given."""
    others = dict(OTHERS.get(path, {}))
    if path == "revoke":
        others["member"] = mai
    if option in {"code", "import"}:
        others["reward"] = "Tea"
    if path == "codes void" and option == "reward":
        others["code"] = "#1"
    if path == "grant member":
        others["member"] = mai
    if path == "reward edit" and option != "reward":
        others["reward"] = "Tea"
    if path == "goal edit" and option != "goal":
        others["goal"] = "Writer"
    return others


LEFT_OUT = {"grant role", "grant file", "codes import", "workflow import"}
"""Commands that want a role or a file besides; their option is one of the others' too."""


@pytest.mark.parametrize("language", ["en-US", "vi"])
async def test_every_list_takes_what_it_shows(
    bot: RunningBot,
    discord: LocalDiscord,
    db: Database,
    club: Community,
    mai: Member,
    language: str,
) -> None:
    linh = club.add_member("Linh", permissions=Permissions.ADMINISTRATOR)
    await filled(db, club, linh, mai)
    linh.locale = mai.locale = language
    unknown = [begins for begins in beginnings(language[:2]) if begins]
    members_synced = 0
    for path, option in sorted(completed(bot)):
        if path in LEFT_OUT:
            continue
        others = context(path, option, mai, None)
        who = mai if path == "claim" else linh
        shown = await who.autocomplete(path, option, "", **others)
        for choice in shown[:3]:
            answer = await who.command(path, **others, **{option: choice.name})
            text = answer.text if answer.modal is None else ""
            assert not any(one in text for one in unknown), (path, option, choice, text)
            members_synced += 1
    assert members_synced >= 20


async def test_what_is_not_found_is_named(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await voucher(db, club, "AAAA-1111", name="Tea")
    cases: dict[str, dict[str, Any]] = {
        "reward edit": {"reward": "Nothing"},
        "goal edit": {"goal": "Nothing"},
        "workflow edit": {"workflow": "Nothing"},
        "revoke": {"member": mai, "reward": "Nothing"},
        "points rules": {"action": "Nothing", "points": 3},
        "settings timezone": {"zone": "Nothing"},
        "goal create": {"counts": "Nothing", **OTHERS["goal create"]},
    }
    for path, options in cases.items():
        assert "Nothing" in (await linh.command(path, **options)).text, path
    assert "#99" in (await linh.command("codes void", reward="Tea", code="#99")).text
    secret = await linh.command("codes void", reward="Tea", code="ZZZZ-9999")
    assert "ZZZZ" not in secret.text
