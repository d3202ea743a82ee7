"""The guard that watches over all tests here can see; `nothing_leaks` is where it does."""

import json
from collections.abc import Sequence

import pytest
import structlog
from discord import TextChannel
from discord.ui import LayoutView, TextDisplay

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from bot.services import audit
from bot.services.grants.burst import Press
from cogs.members import claim
from db.database import Database
from db.session import Session
from tests.endtoend.rewards import award, coupon
from tests.support.bot import RunningBot
from tests.support.leaks import Leaks

PLANTED = "PLANTED-0001"


async def test_the_guard_sees_a_leak_wherever_it_is(
    discord: LocalDiscord, bot: RunningBot, db: Database, club: Community, general: Channel
) -> None:
    watch = Leaks()
    assert not await watch.found(db, {PLANTED})

    with watch.watching(discord):
        structlog.get_logger("bot.services").info("code.shown", code=PLANTED)
    assert await watch.found(db, {PLANTED}) == {"a log line"}
    watch.overheard.clear()

    with watch.watching(discord):
        channel = bot.client.get_channel(general.id)
        assert isinstance(channel, TextChannel)
        card = LayoutView()
        card.add_item(TextDisplay(f"Here is {PLANTED}."))
        await channel.send(view=card)
    assert await watch.found(db, {PLANTED}) == {"a public message"}
    watch.overheard.clear()

    def tell_the_audit(session: Session) -> None:
        audit.record(session, club.id, "code.voided", actor_id=None, was=PLANTED)

    await db.write(tell_the_audit)
    assert await watch.found(db, {PLANTED}) == {"a row of audit_entry"}


async def test_the_guard_sees_a_redemption_code_in_the_wrong_hands(
    discord: LocalDiscord, db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await coupon(db, club)
    await award(db, mai, 100)
    watch = Leaks()
    with watch.watching(discord):
        card = await mai.command("claim", reward="Mug")
        done = await card.press("Confirm")
        await done.press("Use")
    assert not await watch.found(db)
    watch.private = [(bob.id, text) for _, text in watch.private]
    assert await watch.found(db) == {"a private message of somebody else"}


async def test_an_error_is_logged_without_what_it_was_about(
    discord: LocalDiscord,
    db: Database,
    club: Community,
    mai: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The log of a failure names the place and the kind, and its reference is in the answer."""
    await coupon(db, club)
    await award(db, mai, 100)
    watch = Leaks()

    def broken(session: Session, presses: Sequence[Press]) -> None:
        raise ValueError(f"no such offer for {mai.name}")

    with watch.watching(discord):
        card = await mai.command("claim", reward="Mug")
        monkeypatch.setattr(claim, "claim_together", broken)
        answer = await card.press(0)
    lines = [json.loads(text) for where, text in watch.overheard if where == "a log line"]
    (failure,) = [line for line in lines if line["event"] == "interaction.failed"]
    assert failure["reference"] in answer.text
    assert mai.name not in json.dumps(failure)
    assert not await watch.found(db)
