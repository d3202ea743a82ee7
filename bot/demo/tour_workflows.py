"""The second half of the tour: members are active, and workflows give them rewards."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from standardwebhooks import Webhook

from bot.demo.sample import codes
from bot.demo.steps import BADGE, FOR_STUDENTS, TEA, Steps
from bot.localdiscord.model.answer import Answer


@dataclass(frozen=True)
class _Webhook:
    """The URL that another program calls, and the secret that it signs with."""

    url: str
    secret: str


class WorkflowTour(Steps):
    """Plays how a manager sets up workflows, and how members get rewards from them."""

    async def play(self) -> None:
        """Play every scene in order."""
        await self._make_rewards()
        await self._make_a_goal()
        await self._reward_goals()
        await self._reward_courses()
        await self._reward_memberships()
        await self._try_it_out()
        webhook = await self._let_the_school_call()
        await self._chat()
        await self._finish_a_course(webhook)
        await self._become_a_patron()
        await self._show_outcome()

    async def _make_rewards(self) -> None:
        self.transcript.chapter("Now rewards shall come by themselves; these are to be given")
        linh = self._club.linh
        for kind, name, more in (
            ("badge", BADGE, {}),
            ("voucher", "Course voucher", {}),
            ("coupon", TEA, {"cost": 40, "stock": 100}),
        ):
            await linh.command("reward create", kind=kind, name=name, **more)
            await linh.command("reward publish", reward=name)
        file = codes(datetime.now(UTC).date(), "COURSE")
        preview = await linh.command("codes import", reward="Course voucher", file=file)
        await preview.press("Import")
        self.transcript.says(
            "Linh makes a badge, a voucher with a partner's codes, and a coupon, as before."
        )

    async def _make_a_goal(self) -> None:
        self.transcript.chapter("A goal: three posts in a week")
        await self.make_goal()

    async def _reward_goals(self) -> None:
        self.transcript.chapter("First workflow, ready-made: a badge for whoever completes a goal")
        await self.reward_goals()

    async def _reward_courses(self) -> None:
        self.transcript.chapter(
            "Second workflow, put together: a voucher for students who finish a course"
        )
        await self.reward_courses("Course voucher")

    async def _reward_memberships(self) -> None:
        self.transcript.chapter("Third workflow, ready-made: a coupon for new patrons")
        await self.reward_memberships()

    async def _try_it_out(self) -> None:
        self.transcript.chapter("Before anything happens: what would it do for Bob?")
        await self._command(
            self._club.linh,
            "workflow test",
            workflow=FOR_STUDENTS,
            member=self._club.bob,
        )

    async def _let_the_school_call(self) -> _Webhook:
        self.transcript.chapter("Courses are taken elsewhere, so the school may call Laurel")
        linh = self._club.linh
        card = await self._command(linh, "settings webhooks")
        self.transcript.does(linh, "presses [ Make a secret ]; it is shown once, to her alone")
        shown = await card.press("Make a secret")
        return _Webhook(_code_block(card), _code_block(shown))

    async def _chat(self) -> None:
        self.transcript.chapter("Mai chats as always, and completes the goal")
        mai = self._club.mai
        await self.chat(mai)
        await self._announcement(BADGE)
        await self._command(mai, "goals")
        await self._command(mai, "leaderboard")

    async def _finish_a_course(self, webhook: _Webhook) -> None:
        self.transcript.chapter("Mai finishes a course; the school's program calls, twice")
        mai = self._club.mai
        body = json.dumps(
            {"type": "course_complete", "member": str(mai.id), "data": {"id": "python-101"}}
        )
        self.transcript.says(f"POST {webhook.url} {body}")
        answers = [await _call(webhook, body) for _ in range(2)]
        self.transcript.says(
            f"Both are answered with {answers[0]} and {answers[1]}; it has happened once."
        )
        await self._direct_message(mai, "Course voucher")

    async def _become_a_patron(self) -> None:
        self.transcript.chapter("Bob becomes a patron: he gets the role that stands for it")
        bob = self._club.bob
        await bob.add_role(self._club.patron)
        await self._direct_message(bob, TEA)

    async def _show_outcome(self) -> None:
        self.transcript.chapter("Linh sees what the workflows did; what expires does so by itself")
        linh, mai = self._club.linh, self._club.mai
        await self._command(linh, "workflow list")
        await self.runs(FOR_STUDENTS)
        await self._command(mai, "rewards")


def _code_block(answer: Answer) -> str:
    """Return the code block of an answer."""
    return answer.text.split("```")[1].strip()


async def _call(webhook: _Webhook, body: str) -> int:
    """Call the webhook as the school's program, always with the same id; return the status."""
    at = datetime.now(UTC)
    headers = {
        "webhook-id": "msg_of_the_school_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(webhook.secret).sign("msg_of_the_school_1", at, body),
    }
    async with (
        aiohttp.ClientSession() as http,
        http.post(webhook.url, data=body, headers=headers) as answer,
    ):
        return answer.status
