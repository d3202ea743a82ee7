"""/settings webhooks: a manager lets another program call, and sees what came of it."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from standardwebhooks import Webhook

from bot.http import webhooks_in
from bot.localdiscord import Answer, Community, LocalDiscord, Member
from bot.services import actors
from bot.services.webhooks import secrets
from db.database import Database
from db.tables import Direction
from tests.endtoend.conftest import in_session
from tests.endtoend.events import members_synced
from tests.support.bot import RunningBot
from tests.support.databases import NOON
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

COMMAND = "settings webhooks"


@in_session
async def port(
    bot: RunningBot, db: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[int]:
    """The port at which webhooks are taken, as the bot's settings say."""
    runner = await webhooks_in.serve(db, "127.0.0.1", 0)
    port: int = runner.port
    settings = bot.client.settings.model_copy(update={"webhook_bind": f"127.0.0.1:{port}"})
    monkeypatch.setattr(bot.client, "settings", settings)
    yield port
    await runner.cleanup()


def block(answer: Answer) -> str:
    """Return what can be copied from an answer."""
    return answer.text.split("```")[1].strip()


async def make(linh: Member) -> str:
    """Make the first secret of a community and return it."""
    return block(await (await linh.command(COMMAND)).press("Make a secret"))


async def post(url: str, secret: str, body: str, call_id: str = "msg_1") -> int:
    """Call as another program does; return the answer's status."""
    at = NOON
    headers = {
        "webhook-id": call_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(call_id, at, body),
    }
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, data=body, headers=headers) as answer,
    ):
        return answer.status


async def test_a_program_is_let_in_and_its_calls_are_shown(
    db: Database, club: Community, linh: Member, mai: Member, port: int
) -> None:
    await members_synced(db, club)
    await until(lambda: db.read(actors.is_present, club.id, mai.id))
    shown = await linh.command(COMMAND)
    assert shown.ephemeral
    assert "no secret yet" in shown.text
    assert "Nobody has called yet" in shown.text
    url = block(shown)
    assert url == f"http://127.0.0.1:{port}/hooks/{club.id}"
    secret = await make(linh)

    call = {"type": "course_complete", "member": str(mai.id), "data": {"id": "python-101"}}
    right = json.dumps(call)
    assert await post(url, secret, right) == 202
    assert await post(url, secret, right) == 202
    assert await post(url, secret, '{"type": "custom", "member": "Mai"}') == 400
    assert await post(url, secret, right.replace("course_complete", "party")) == 400
    assert await post(url, "whsec_" + "A" * 32, right) == 401
    assert await post(url, secret, right.replace(str(mai.id), "4711"), "msg_2") == 202

    text = (await linh.command(COMMAND)).text
    assert "Last calls" in text.splitlines()[-7]
    lines = text.splitlines()[-6:]
    assert "did nothing (not a member)" in lines[0]
    assert "wrong signature" in lines[1]
    assert "type must be one of" in lines[2]
    assert lines[2].endswith("…")  # the caller was told them all
    assert "member must be a Discord id" in lines[3]
    assert "the same call again" in lines[4]
    assert f"`course_complete` for <@{mai.id}>" in lines[5]
    assert secret not in text


async def test_a_secret_is_shown_once_and_to_its_maker_alone(
    club: Community, linh: Member, db: Database
) -> None:
    made = await (await linh.command(COMMAND)).press("Make a secret")
    assert made.ephemeral
    assert await db.read(secrets.valid, club.id) == [block(made)]
    assert block(made) not in (await linh.command(COMMAND)).text
    assert block(made) not in (await linh.command("audit")).text


async def test_a_press_that_is_delivered_twice_makes_one(
    discord: LocalDiscord, club: Community, linh: Member, db: Database
) -> None:
    card = await linh.command(COMMAND)
    discord.deliver_twice()
    made = await card.press("Make a secret")
    assert await db.read(secrets.valid, club.id) == [block(made)]


async def test_another_one_takes_its_place(club: Community, linh: Member, db: Database) -> None:
    old = await make(linh)
    asked = await (await linh.command(COMMAND)).press("Make a new secret")
    assert await db.read(secrets.valid, club.id) == [old]
    made = await asked.press("Make a new secret")
    assert "valid until" in made.text
    assert await db.read(secrets.valid, club.id) == [block(made), old]
    both = await linh.command(COMMAND)
    assert both.buttons == ["Make a new secret", "Revoke", "Revoke", "Make an outgoing secret"]
    await (await both.press(2)).press("Revoke")
    assert await db.read(secrets.valid, club.id) == [block(made)]
    late = await asked.press("Make a new secret")
    assert "not there any more" in late.text


async def test_calls_out_have_a_secret_of_their_own(
    club: Community, linh: Member, db: Database
) -> None:
    incoming = await make(linh)
    made = await (await linh.command(COMMAND)).press("Make an outgoing secret")
    asked = await (await linh.command(COMMAND)).press("Make a new outgoing secret")
    newer = await asked.press("Make a new outgoing secret")
    assert "signed with the one before it as well" in newer.text
    both = [block(newer), block(made)]
    assert await db.read(secrets.valid, club.id, Direction.OUTGOING) == both
    assert await db.read(secrets.valid, club.id) == [incoming]
    card = await linh.command(COMMAND)
    assert card.buttons == [
        "Make a new secret",
        "Revoke",
        "Make a new outgoing secret",
        "Revoke",
        "Revoke",
    ]
    await (await card.press(4)).press("Revoke")
    assert await db.read(secrets.valid, club.id, Direction.OUTGOING) == [block(newer)]
    assert not {incoming, *both} & set((await linh.command("audit")).text.split())


async def test_a_secret_is_ended(club: Community, linh: Member, db: Database) -> None:
    await make(linh)
    ended = await (await (await linh.command(COMMAND)).press("Revoke")).press("Revoke")
    assert "not valid any more" in ended.text
    assert await db.read(secrets.valid, club.id) == []
    assert "no secret yet" in (await linh.command(COMMAND)).text


async def test_where_nobody_listens_it_says_so(linh: Member) -> None:
    assert "WEBHOOK_BIND" in (await linh.command(COMMAND)).text


async def test_the_public_address_is_shown_where_it_is_known(
    bot: RunningBot, club: Community, linh: Member, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "WEBHOOK_URL" in (await linh.command(COMMAND)).text
    known = bot.client.settings.model_copy(update={"webhook_url": "https://laurel.example"})
    monkeypatch.setattr(bot.client, "settings", known)
    shown = await linh.command(COMMAND)
    assert block(shown) == f"https://laurel.example/hooks/{club.id}"
    assert "WEBHOOK_URL" not in shown.text


async def test_members_are_refused(
    club: Community, linh: Member, mai: Member, db: Database
) -> None:
    shown = await linh.command(COMMAND)
    assert "for managers" in (await mai.command(COMMAND, force=True)).text
    await linh.remove_role(*linh.roles)
    assert "for managers" in (await shown.press("Make a secret")).text
    assert await db.read(secrets.valid, club.id) == []
