"""What waits to be pressed after a restart: buttons and lists, by what they lead to."""

from collections.abc import Awaitable, Callable

from sqlmodel import col, select

from bot.localdiscord import Answer, Community, Member, Message, Permissions
from bot.localdiscord import components as parts
from bot.services.actors import Person
from bot.services.points import many, many_reports
from bot.ui.core import actions
from bot.ui.points.action_ids import SEND_LEFT_OUT, SHOW_MANY
from bot.ui.workflows.action_ids import LIST_RUNS_OF, SHOW_RETRY
from db.database import Database
from db.tables import BatchKind
from db.tables.workflows import RunRetry
from tests.endtoend.answers import lead_to
from tests.endtoend.rewards import coupon
from tests.endtoend.workflows import begin, choose, happen, workflow
from tests.support.bot import RunningBot

Press = Callable[[], Awaitable[Answer]]


class Waiting:
    """What has been shown before a restart and is to be pressed after it."""

    def __init__(self) -> None:
        self.presses: list[tuple[str, Press]] = []

    def press(self, shown: Answer | Message, label: str, *, by: Member | None = None) -> None:
        """Press a button later."""
        self.presses.append((_leads_to(shown, label), lambda: shown.press(label, by=by)))

    def choose(self, shown: Answer, what: object, *, select: int = 0) -> None:
        """Choose from a list later: a label, or a member, role or channel."""
        name = _name(shown.selects[select]["custom_id"])
        self.presses.append((name, lambda: shown.choose(what, select=select)))


def _leads_to(shown: Answer | Message, label: str) -> str:
    message = shown.message if isinstance(shown, Answer) else shown
    assert message is not None
    buttons = parts.buttons(message.components)
    return next(_name(one["custom_id"]) for one in buttons if parts.label_of(one) == label)


def _option(shown: Answer, ends: str) -> str:
    """Return the entry of a list that ends so."""
    labels: list[str] = [option["label"] for option in shown.selects[0]["options"]]
    return next(label for label in labels if label.endswith(ends))


def _name(custom_id: str) -> str:
    return custom_id.removeprefix(actions.PREFIX).split(":")[0]


async def points_for_many_waiting(
    waiting: Waiting, db: Database, club: Community, linh: Member
) -> None:
    """Show every button and list of points for many."""
    lost = club.add_role("Without points")
    poor = [club.add_member(f"Poor {number}", roles=[lost]).id for number in range(11)]
    boss = Person(club.id, linh.id, manages_server=True)
    batch_id = 0
    for _ in range(many_reports.PAGE + 1):
        batch_id = await db.write(many.begin, boss, BatchKind.DEDUCTION, {"amount": 1})
        await db.write(many.extend_members, boss, batch_id, [linh.id, *poor])
        await db.write(many.confirm, boss, batch_id)
        assert (await db.write(many.step, club.id, batch_id)).whole
    waiting.press(await linh.command("points award", amount=1, role=lost), "Give to all")
    listed = await linh.command("points history")
    waiting.press(listed, "Next")
    look = await linh.command("points history")
    lead_to(look, SHOW_MANY.id(batch_id))
    waiting.presses.append((SHOW_MANY.name, lambda: look.press(0)))
    file = await linh.command("points history")
    lead_to(file, SEND_LEFT_OUT.id(batch_id))
    waiting.presses.append((SEND_LEFT_OUT.name, lambda: file.press(0)))
    given = await linh.command("points award", amount=1, role=lost)
    report = await given.press("Give to all")
    await report.until(lambda shown: "Done for" in shown.text)
    waiting.press(report, "Undo")
    sure = await (await linh.command("points history")).press("Undo")
    waiting.press(sure, "Undo")


async def workflows_waiting(
    waiting: Waiting, bot: RunningBot, db: Database, club: Community
) -> None:
    """Show every button and list of workflows."""
    ha, an, lan = (
        club.add_member(name, permissions=Permissions.MANAGE_GUILD) for name in ("Ha", "An", "Lan")
    )
    empty = await begin(ha, "Empty")
    waiting.choose(empty, "Somebody joins")
    for label in ("Rename", "Discard draft"):
        waiting.press(await begin(ha, f"To {label}"), label)
    asked = await (await begin(ha, "Not wanted")).press("Discard draft")
    waiting.press(asked, "Discard draft")
    for label in ("Save", "Try it"):
        waiting.press(await _wait(an, f"To {label}"), label)
    card = await _wait(an, "To add")
    waiting.choose(card, "Call a webhook", select=0)
    waiting.choose(await _wait(an, "To ask"), "First time for the member", select=1)
    waiting.choose(await _wait(an, "To pick"), "1. Wait 1 day", select=2)
    for label in ("Change…", "Move down", "Continue if it fails", "Remove", "Back"):
        card = await choose(await _wait(lan, f"To {label}"), "Wait", {"How long": "2d"})
        waiting.press(await choose(card, "1. Wait 1 day"), label)
    card = await choose(await _wait(lan, "To turn"), "First time for the member")
    part = await choose(card, "If it is the first time for them")
    waiting.press(part, "Reverse the condition")

    for number in range(9):
        await workflow(db, club, name=f"Workflow {number}", enable=number != 0)
    waiting.press(await ha.command("workflow list"), "Next")
    waiting.choose(await ha.command("workflow list"), "Workflow 7")
    seen = await ha.command("workflow disable", workflow="Workflow 1")
    waiting.press(seen, "Edit")
    for number, label in enumerate(("Disable", "Export", "Archive", "Runs"), 2):
        shown = await ha.command("workflow enable", workflow=f"Workflow {number}")
        waiting.press(shown, label)
    waiting.press(await ha.command("workflow disable", workflow="Workflow 0"), "Enable")
    waiting.press(await ha.command("workflow archive", workflow="Workflow 6"), "Archive")
    tried = await ha.command("workflow test", workflow="Workflow 7")
    waiting.choose(tried, an)
    waiting.press(await ha.command("workflow test", workflow="Workflow 7"), "Back")
    await _runs_waiting(waiting, bot, db, ha)


async def _wait(manager: Member, name: str) -> Answer:
    card = await choose(await begin(manager, name), "Message or forum post")
    return await choose(card, "Wait", {"How long": "1d"})


async def _runs_waiting(waiting: Waiting, bot: RunningBot, db: Database, ha: Member) -> None:
    club = ha.community
    trigger = {"type": "quiz_failed"}
    prize = await coupon(db, club, "Last one", stock=0)
    give = {"type": "assign_reward", "reward": str(prize)}
    await workflow(db, club, {"trigger": trigger, "steps": [give]}, "Too late")
    pause = {"type": "wait", "duration": "1d"}
    await workflow(db, club, {"trigger": trigger, "steps": [pause]}, "In time")
    for key in ("one", "two", "three"):
        await happen(bot, db, "quiz_failed", ha, key)
    runs = await ha.command("workflow runs", workflow="Too late")
    waiting.choose(runs, _option(runs, "failed · Too late"))
    shown = await ha.command("workflow runs", workflow="Too late")
    oldest = shown.selects[0]["options"][2]["label"]
    waiting.press(await shown.choose(oldest), "Retry")
    shown = await ha.command("workflow runs", workflow="Too late")
    waiting.choose(shown, "Too late · 3 failed", select=1)
    shown = await ha.command("workflow runs", workflow="Too late")
    failed = await shown.choose(_option(shown, "failed · Too late"))
    waiting.press(failed, "Retry all 3")
    asked = await ha.command("workflow runs", workflow="Too late")
    asked = await asked.choose("Too late · 3 failed", select=1)
    lead_to(of_one := await ha.command("workflow list"), LIST_RUNS_OF.id(0, ha.id, 0, 0, 1))
    waiting.presses.append((LIST_RUNS_OF.name, lambda: of_one.press(0)))
    waiting.press(asked, "Retry all 3")
    done = await ha.command("workflow list")
    waiting.presses.append((SHOW_RETRY.name, lambda: _report(done, db, club)))
    shown = await ha.command("workflow runs", workflow="In time")
    under_way = await shown.choose(_option(shown, "in progress · In time"))
    waiting.press(under_way, "Look again")


async def _report(shown: Answer, db: Database, club: Community) -> Answer:
    """Look at how far the newest retry is."""
    retry_id = await db.read(
        lambda session: session.exec(
            select(RunRetry.id).where(col(RunRetry.community_id) == club.id)
        ).one()
    )
    lead_to(shown, SHOW_RETRY.id(retry_id))
    return await shown.press(0)


async def setup_waiting(waiting: Waiting, db: Database, club: Community) -> None:
    """Show every button and list of the guided first run."""
    vi = club.add_member("Vi", permissions=Permissions.MANAGE_GUILD)
    waiting.choose(await vi.command("settings setup"), "Asia/Tokyo")
    waiting.press(await vi.command("settings setup"), "Another time zone")
    waiting.press(await vi.command("settings setup"), "Next")
    channels = await (await vi.command("settings setup")).press("Next")
    waiting.choose(channels, club.default_channel)
    waiting.press(await vi.command("settings setup"), "Back")
    managers = await (await vi.command("settings setup")).press("Next")
    waiting.choose(managers, club.add_role("Helpers"))
    club.add_channel("bot-commands")
    earning = await (await vi.command("settings setup")).press("Next")
    waiting.press(earning, "Earn nothing there")
    goals = await (await vi.command("settings setup")).press("Next")
    waiting.press(goals, "Set up")
    workflows = await (await vi.command("settings setup")).press("Next")
    waiting.press(workflows, "Set up")
    welcome = await (await vi.command("settings setup")).press(3)
    waiting.choose(welcome, club.default_channel)
    for number in range(24):
        await coupon(db, club, f"Mug {number:02}")
    waiting.press(await (await vi.command("settings setup")).press(2), "Find…")
