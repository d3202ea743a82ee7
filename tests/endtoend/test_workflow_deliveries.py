"""What workflows send: direct messages, announcements, and calls to other servers."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from standardwebhooks import Webhook

from bot.localdiscord import Channel, Community, Member
from bot.services import communities, deliveries, events
from bot.services.actors import remember
from bot.services.events import NewEvent
from bot.services.webhooks import secrets
from db.database import Database
from db.session import Session
from db.tables import DeliveryState, Direction
from tests.endtoend.deliveries import has_been_put_off, outcomes, to_members
from tests.endtoend.rewards import boss
from tests.endtoend.workflows import enabled
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

Json = dict[str, Any]


async def completes_a_course(db: Database, member: Member, *steps: Json) -> None:
    """Let a workflow with these steps process what a member did."""
    club = member.community

    def use_case(session: Session) -> None:
        communities.ensure(session, club.id)
        remember(session, club.id, member.id)
        enabled(session, club, "course_complete", *steps)
        data = {"id": "sql-1", "name": "SQL"}
        event = NewEvent(club.id, "course_complete", "course:1", member.id, session.now, data=data)
        assert events.store(session, [event]) == 1

    await db.write(use_case)

    async def is_enqueued() -> bool:
        return bool(await to_members(db, club))

    await until(is_enqueued)


async def test_a_direct_message_and_an_announcement(
    db: Database, club: Community, general: Channel, mai: Member
) -> None:
    words = f"@everyone <@&{club.everyone.id}> " + "**{member}** of {server}: {points}"
    await completes_a_course(
        db,
        mai,
        {"type": "award_points", "points": 40},
        {"type": "send_notification", "text": "Well done, {member}! You got {points}."},
        {"type": "announce", "channel": str(general.id), "text": words},
    )
    assert await outcomes(db, club) == [DeliveryState.SENT] * 2
    (message,) = mai.direct_messages
    assert f"Well done, {mai.mention}! You got 40 points." in message.text
    assert "From **Book club**" in message.text
    (announcement,) = general.messages
    assert f"**{mai.mention}** of Book club: 40 points" in announcement.text
    assert announcement.mentions == {"users": [], "roles": [], "everyone": False}


async def test_who_wants_neither_gets_neither(
    db: Database, club: Community, general: Channel, mai: Member
) -> None:
    card = await mai.command("notifications")
    await (await card.press(0)).press(1)
    await completes_a_course(
        db,
        mai,
        {"type": "send_notification", "text": "Well done!"},
        {"type": "announce", "channel": str(general.id), "text": "{member} did it"},
        {"type": "announce", "channel": str(general.id), "text": "Somebody did it"},
    )
    assert await outcomes(db, club) == ["dropped", "dropped", "sent"]
    assert mai.direct_messages == []
    assert [message.text for message in general.messages] == ["Somebody did it"]


async def test_an_announcement_in_a_channel_that_is_gone_is_told_of(
    db: Database, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    gone = club.id + 1  # no channel has this id, so Discord answers as for a deleted one
    await completes_a_course(
        db, mai, {"type": "announce", "channel": str(gone), "text": "Well done"}
    )
    assert await outcomes(db, club) == [DeliveryState.FAILED]
    shown = await linh.command("settings notices")
    assert "A channel that Laurel should post in is gone" in shown.text
    assert "1 × announcement from a workflow: the channel was deleted" in shown.text


class Receiver:
    """Somebody's server, which answers with these statuses in turn, the last one for ever."""

    def __init__(self) -> None:
        self.statuses = [200]
        self.calls: list[tuple[dict[str, str], str]] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        """Take a call."""
        self.calls.append((dict(request.headers), await request.text()))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status)


@pytest_asyncio.fixture(loop_scope="session")
async def receiver(bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    """A server on this machine, which the operator lets workflows call."""
    monkeypatch.setattr(bot.client.settings, "webhook_private_addresses", True)
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


def signed(secret: str, headers: dict[str, str], body: str) -> str:
    """Return what a call with these headers is signed with."""
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    return Webhook(secret).sign(headers["webhook-id"], at, body)


async def waits(db: Database, club: Community) -> bool:
    """Return whether a call waits for a secret."""
    return await db.read(deliveries.waiting_for_secret, club.id) == 1


class TestCalls:
    @pytest.fixture
    async def secret(self, db: Database, club: Community) -> str:
        """What the community signs with."""

        def use_case(session: Session) -> str:
            communities.ensure(session, club.id)
            made = secrets.make(
                session, boss(club), press=1, instead_of=None, direction=Direction.OUTGOING
            )
            return made.secret

        return await db.write(use_case)

    async def test_a_call_is_signed_and_tells_what_happened(
        self, db: Database, club: Community, mai: Member, receiver: Receiver, secret: str
    ) -> None:
        await completes_a_course(db, mai, {"type": "webhook", "url": receiver.url})
        assert await outcomes(db, club) == [DeliveryState.SENT]
        ((headers, body),) = receiver.calls
        assert headers["webhook-signature"] == signed(secret, headers, body)
        payload = json.loads(body)
        assert payload["type"] == "course_complete"
        assert payload["member"] == str(mai.id)
        assert payload["data"]["id"] == "sql-1"

    async def test_one_that_is_not_taken_is_tried_again_with_the_same_id(
        self,
        db: Database,
        club: Community,
        mai: Member,
        receiver: Receiver,
        secret: str,
        clock: Clock,
    ) -> None:
        receiver.statuses = [503, 200]
        await completes_a_course(db, mai, {"type": "webhook", "url": receiver.url})
        await has_been_put_off(db, club)
        clock.forward(minutes=5)  # longer than a message would be repeated
        assert await outcomes(db, club) == [DeliveryState.SENT]
        assert len({headers["webhook-id"] for headers, _ in receiver.calls}) == 1
        assert len(receiver.calls) == 2

    async def test_one_that_is_refused_is_told_of(
        self,
        db: Database,
        club: Community,
        linh: Member,
        mai: Member,
        receiver: Receiver,
        secret: str,
    ) -> None:
        receiver.statuses = [404]
        await completes_a_course(db, mai, {"type": "webhook", "url": receiver.url})
        assert await outcomes(db, club) == [DeliveryState.FAILED]
        shown = await linh.command("settings notices")
        assert "A call of the workflow **Well done**" in shown.text
        assert "answered with an error (404)" in shown.text
        assert "the other program did not accept it" in shown.text

    async def test_without_a_secret_of_its_own_a_call_waits_for_one(
        self, db: Database, club: Community, linh: Member, mai: Member, receiver: Receiver
    ) -> None:
        incoming = await db.write(secrets.make, boss(club), press=1, instead_of=None)
        await completes_a_course(db, mai, {"type": "webhook", "url": receiver.url})
        await until(lambda: waits(db, club))
        assert receiver.calls == []
        assert "calls to other programs" in (await linh.command("settings notices")).text
        card = await linh.command("settings webhooks")
        assert "1 call waits until there is one" in card.text
        made = await card.press("Make an outgoing secret")
        assert made.ephemeral
        assert await outcomes(db, club) == [DeliveryState.SENT]
        ((headers, body),) = receiver.calls
        assert headers["webhook-signature"] == signed(
            made.text.split("```")[1].strip(), headers, body
        )
        assert headers["webhook-signature"] != signed(incoming.secret, headers, body)
        shown = await linh.command("settings webhooks")
        assert "Make a new outgoing secret" in shown.buttons
        assert "waits until" not in shown.text
