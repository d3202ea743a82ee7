"""The tour: steps that one does oneself, each with *Do it for me*.

A step is done when the tables or the local Discord say so, whoever did it and however. What was
done stays done; it is kept here, so it outlives a reload of the page and a restart of the bot.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.demo.panel.webhook import SignedCalls
from bot.demo.sample import SampleCommunity, codes, levels
from bot.demo.steps import FOR_GOALS, GOLD, VOUCHER, Steps
from bot.localdiscord import LocalDiscord
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.files import File
from bot.localdiscord.model.member import Member
from bot.localdiscord.wire import Json
from db.readonly import ReadOnlyFile

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """One step: as whom it is done, and the SELECT that returns a row once it is done.

    `:since` in it stands for the id of the last grant before the tour, `:member` for that of who
    does it. A step without one is done once one of `commands` is used, or when it is reported.
    `needs` are steps that must be done before.
    """

    id: str
    person: str
    select: str | None = None
    needs: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


_A_VOUCHER = "SELECT 1 FROM reward WHERE kind = 'voucher'"
_A_WORKFLOW = "SELECT 1 FROM workflow WHERE state = 'enabled' AND trigger ="

STEPS = (
    Step("create", "linh", _A_VOUCHER),
    Step(
        "import",
        "linh",
        "SELECT 1 FROM code_import WHERE state = 'confirmed' AND added > 0",
        ("create",),
    ),
    Step("publish", "linh", f"{_A_VOUCHER} AND state = 'published'", ("import",)),
    Step("claim", "mai", "SELECT 1 FROM \"grant\" WHERE source = 'claim' AND id > :since"),
    Step(
        "give",
        "linh",
        'SELECT 1 FROM "grant" g JOIN reward r ON r.id = g.reward_id'
        " WHERE g.source = 'manager' AND r.kind = 'voucher'",
        ("publish",),
    ),
    Step("reveal", "mai", "SELECT 1 FROM code WHERE state = 'claimed'", ("give",)),
    Step("goals", "linh", f"{_A_WORKFLOW} 'goal_completed'"),
    Step("courses", "linh", f"{_A_WORKFLOW} 'course_complete'", ("publish",)),
    Step("members", "linh", f"{_A_WORKFLOW} 'membership_purchased'"),
    Step("moving", "linh", "SELECT 1 FROM batch WHERE kind = 'import' AND state = 'done'"),
    Step("raffle", "mai", "SELECT 1 FROM raffle_entry WHERE member_id = :member"),
    Step(
        "role",
        "mai",
        'SELECT 1 FROM "grant" g JOIN reward r ON r.id = g.reward_id'
        " WHERE r.delivers_role_id IS NOT NULL AND g.state = 'used'",
    ),
    Step("thanks", "mai", commands=("thanks",)),
    Step(
        "badge",
        "mai",
        'SELECT 1 FROM delivery d JOIN "grant" g ON g.id = d.grant_id'
        " WHERE d.kind = 'badge_announcement' AND d.state = 'sent' AND g.source = 'workflow'",
        ("goals",),
    ),
    Step("profile", "mai", commands=("profile", "leaderboard", "stats")),
    Step("why", "linh", needs=("badge",), commands=("workflow runs", "audit", "why")),
    Step(
        "school",
        "mai",
        "SELECT 1 FROM event e JOIN run r ON r.event_id = e.id"
        " WHERE e.trigger = 'course_complete' AND r.state = 'done'",
        ("courses",),
    ),
    Step("week", "linh"),
)
"""Every step, in the order in which they are offered."""

_BY_ID = {step.id: step for step in STEPS}


class Tour:
    """The tour, and how far it is; `changed` is called when something about that has."""

    def __init__(
        self,
        discord: LocalDiscord,
        club: SampleCommunity,
        steps: Steps,
        file: ReadOnlyFile,
        calls: SignedCalls,
        forward: Callable[[timedelta], Awaitable[None]],
        changed: Callable[[], None],
    ) -> None:
        self._discord = discord
        self._club = club
        self._steps = steps
        self._file = file
        self._calls = calls
        self._forward = forward
        self._changed = changed
        self._version = -1
        ((last,),) = file.rows('SELECT max(id) FROM "grant"')
        self._since = last or 0
        self._done: set[str] = set()
        self._busy: str | None = None

    def state(self) -> Json:
        """Return each step with whom it is for, and whether it is done."""
        people = self._people
        return {
            "steps": [
                {
                    "id": step.id,
                    "person": str(people[step.person].id),
                    "name": people[step.person].name,
                    "done": step.id in self._done,
                }
                for step in STEPS
            ],
            "busy": self._busy,
            "voucher": self._voucher or VOUCHER,
        }

    def file(self, step_id: object) -> File:
        """Return the file that a step offers: a partner's codes, or the points of another bot."""
        if step_id == "import":
            return codes(self._discord.now.date())
        if step_id == "moving":
            return levels(self._club)
        raise NotPossible("no such step offers a file")

    # What has been done

    def hear(self, event: Json) -> None:
        """Notice what is not in the tables."""
        if event["event"] == "interaction" and event["kind"] == "command":
            data = event["data"]
            inner = [o["name"] for o in data.get("options") or () if o["type"] in (1, 2)]
            used = " ".join([data["name"], *inner])
            for step in STEPS:
                if used in step.commands and self._done.issuperset(step.needs):
                    self._finish(step.id)

    def moved(self, by: timedelta) -> None:
        """Notice that the clock was moved forward."""
        if by >= WEEK:
            self._finish("week")

    def _finish(self, step_id: str) -> None:
        if step_id not in self._done:
            self._done.add(step_id)
            self._changed()

    def look(self) -> None:
        """Look into the tables whether more has been done, if anything in them has changed."""
        version = self._file.version()
        if version == self._version:
            return
        self._version = version
        for step in STEPS:
            if step.select is not None and step.id not in self._done:
                select = step.select.replace(":since", str(self._since))
                select = select.replace(":member", str(self._people[step.person].id))
                if self._file.rows(f"{select} LIMIT 1"):
                    self._finish(step.id)

    async def _until_done(self, step_id: str) -> None:
        def is_done() -> bool:
            self.look()
            return step_id in self._done

        while not is_done():  # noqa: ASYNC110  # the tables tell nobody that they have changed
            await asyncio.sleep(0.1)

    # Do it for me

    async def do(self, step_id: str) -> None:
        """Do a step, and before it what it needs; return once it is done."""
        if step_id not in _BY_ID:
            raise NotPossible("there is no such step")
        if self._busy is not None:
            raise NotPossible("another step is being done", "panel-busy")
        try:
            for needed in _in_order(step_id):
                if needed not in self._done:
                    self._busy = needed
                    self._changed()
                    await self._does[needed]()
                    await asyncio.wait_for(self._until_done(needed), 60)
        except TimeoutError:
            raise NotPossible("nothing came of it", "panel-nothing") from None
        finally:
            self._busy = None
            self._changed()

    @property
    def _people(self) -> Mapping[str, Member]:
        return {"linh": self._club.linh, "mai": self._club.mai}

    @property
    def _voucher(self) -> str:
        """The name of the newest voucher that is not archived."""
        rows = self._file.rows(
            "SELECT name FROM reward WHERE kind = 'voucher' AND state <> 'archived'"
            " ORDER BY id DESC LIMIT 1"
        )
        return str(rows[0][0]) if rows else ""

    @property
    def _does(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        steps, mai = self._steps, self._club.mai
        voucher = self._voucher or VOUCHER
        return {
            "create": steps.create_voucher,
            "import": lambda: steps.import_codes(self.file("import"), voucher),
            "publish": lambda: steps.publish(voucher),
            "claim": lambda: steps.claim(mai),
            "give": lambda: steps.give(mai, voucher),
            "reveal": lambda: steps.reveal(mai, voucher),
            "goals": steps.reward_goals,
            "courses": lambda: steps.reward_courses(voucher),
            "members": steps.reward_memberships,
            "moving": lambda: steps.import_points(self.file("moving")),
            "raffle": self._take_part,
            "role": lambda: steps.claim(mai, GOLD),
            "thanks": lambda: steps.thank(mai, self._club.bob),
            "badge": lambda: steps.chat(self._talker),
            "profile": lambda: steps.profile(mai),
            "why": lambda: steps.runs(self._rewards_goals),
            "school": self._call,
            "week": lambda: self._forward(WEEK),
        }

    @property
    def _rewards_goals(self) -> str:
        """The name of the newest workflow that rewards goals."""
        rows = self._file.rows(
            "SELECT name FROM workflow WHERE trigger = 'goal_completed' AND state = 'enabled'"
            " ORDER BY id DESC LIMIT 1"
        )
        return str(rows[0][0]) if rows else FOR_GOALS

    @property
    def _talker(self) -> Member:
        """Somebody who has not reached the goal before, since that happens once a week."""
        rows = self._file.rows("SELECT member_id FROM goal_progress WHERE completed_at IS NOT NULL")
        reached = {member_id for (member_id,) in rows}
        club = self._club
        free = [member for member in club.members if member.id not in reached]
        return club.mai if club.mai in free or not free else free[-1]

    async def _take_part(self) -> None:
        if not self._file.rows("SELECT 1 FROM raffle WHERE state = 'open' LIMIT 1"):
            await self._steps.open_raffle()  # that of the beginning has been drawn
        await self._steps.take_part(self._club.mai)

    async def _call(self) -> None:
        ((before,),) = self._file.rows(
            "SELECT count(*) FROM event WHERE trigger = 'course_complete'"
        )
        data = json.dumps({"id": f"python-{101 + before}"})
        await self._calls.send("course_complete", self._club.mai.id, data)


def _in_order(step_id: str) -> list[str]:
    """Return a step after all that it needs."""
    step = _BY_ID[step_id]
    before = [one for needed in step.needs for one in _in_order(needed)]
    return [*dict.fromkeys(before), step_id]
