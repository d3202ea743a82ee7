"""A drop over sockets: planned by a manager, announced, and bought by many at its second."""

import asyncio

import pytest
from sqlmodel import col, select

from bot.localdiscord import Channel, Community, Member
from bot.services.community import settings
from bot.services.maintenance import integrity
from bot.services.rewards.eligibility import Stage
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Grant
from tests.endtoend.rewards import award, boss, spend
from tests.support.bot import RunningBot
from tests.support.databases import NOON, Clock
from tests.support.rewards import the
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

NOON_UNIX = int(NOON.timestamp())
HOUR = 3600


async def announced(db: Database, club: Community, how_many: int) -> None:
    """Wait until so many announcements were sent."""

    def sent(session: Session) -> int:
        rows = session.exec(
            select(Delivery).where(
                col(Delivery.community_id) == club.id,
                col(Delivery.kind) == DeliveryKind.REWARD_ANNOUNCEMENT,
                col(Delivery.state) == DeliveryState.SENT,
            )
        )
        return len(rows.all())

    async def check() -> bool:
        return await db.read(sent) == how_many

    await until(check)


async def plan(linh: Member, *, stock: int = 5, announce: str = "ahead") -> None:
    """Plan a drop in an hour, for a day, with a sale in its first hour."""
    await linh.command("reward create", kind="coupon", name="Mug", cost=100, stock=stock)
    await linh.command("reward edit", reward="Mug", sale_price=60, sale_until="2h")
    card = await linh.command(
        "reward publish", reward="Mug", at="2025-06-02 13:00", until="1d", announce=announce
    )
    assert f"<t:{NOON_UNIX + HOUR}:F>" in card.text
    assert f"<t:{NOON_UNIX + 2 * HOUR}:R>" in card.text
    assert "planned" in card.text
    assert {"Publish now", "Unpublish"} <= set(card.buttons)


async def test_a_drop_from_its_announcement_to_its_end(
    bot: RunningBot,
    db: Database,
    clock: Clock,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
) -> None:
    await db.write(settings.set_announcement_channel, boss(club), general.id)
    await award(db, mai, 250)
    await plan(linh)
    await announced(db, club, 1)
    ahead = general.messages[-1]
    # It stands there for good, so each countdown has its date with it.
    opens, sale_ends = (
        f"<t:{at}:F> (<t:{at}:R>)" for at in (NOON_UNIX + HOUR, NOON_UNIX + 2 * HOUR)
    )
    assert "Mug comes to the store" in ahead.text
    for part in (f"from {opens}", sale_ends, "60 points", "~~100 points~~", "5 left"):
        assert part in ahead.text, ahead.text
    assert ahead.mentions == {"users": [], "roles": [], "everyone": False}

    # Before it opens: the store shows when it does, and nothing that is pressed buys it.
    shown = await mai.command("store")
    assert f"On offer from {opens}" in shown.text
    assert shown.text.count("Mug") == 1
    assert "Claim" not in shown.buttons
    early = await ahead.press("Get it", by=mai)
    assert early.ephemeral
    assert f"<t:{NOON_UNIX + HOUR}:R>" in early.text
    refused = await mai.command("claim", reward="Mug")
    assert "Confirm" not in refused.buttons

    # It opens; what was announced before a restart sells it now, as does the second message.
    clock.forward(hours=1)
    await announced(db, club, 2)
    await bot.restart()
    assert "New in the store: Mug" in general.messages[-1].text
    shown = await mai.command("store")
    assert "~~100 points~~" in shown.text
    for card in [
        await message.press("Get it", by=mai) for message in (ahead, general.messages[-1])
    ]:
        assert card.ephemeral
        assert "60 points" in card.text
        assert f"<t:{NOON_UNIX + 2 * HOUR}:R>" in card.text

    card = await ahead.press("Get it", by=mai)
    # The sale ends while the card is open: nothing is charged, and the new price is asked for.
    clock.forward(hours=1)
    asked = await card.press("Confirm")
    assert await spend(db, mai) == 250
    assert "100 points" in asked.text
    assert "~~" not in asked.text
    await asked.press("Confirm")
    assert await spend(db, mai) == 150

    # It closes: a card that is still open buys nothing, and the store shows it no more.
    card = await mai.command("claim", reward="Mug")
    clock.forward(days=1)
    await card.press("Confirm")
    assert await spend(db, mai) == 150
    assert "Mug" not in (await mai.command("store")).text
    assert (await mai.autocomplete("claim", "reward", "Mug")) == []
    over = await linh.command("reward list", state="over")
    assert "Mug" in over.text
    statistics = await linh.command("reward stats", reward="Mug")
    assert "100 points" in statistics.text
    assert (await db.read(integrity.check)) == []


async def test_times_are_for_managers_and_refused_in_words(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member
) -> None:
    await linh.command("reward create", kind="coupon", name="Mug", cost=100, stock=5)
    await mai.command("reward publish", reward="Mug", at="1h", force=True)
    assert (await the(db, linh, "Mug")).stage is Stage.DRAFT

    wrong = await linh.command("reward publish", reward="Mug", at="yesterday", until="1h")
    assert "**On offer from**" in wrong.text
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    assert form.fields["On offer from"].value == "yesterday"
    assert form.fields["On offer until"].value == "1h"
    card = await form.submit({"On offer from": "2025-06-02 12:30"})
    planned = await card.press("Publish")
    assert "planned" in planned.text
    # Nobody has chosen a channel for announcements: the card says so.
    form = (await planned.press("Times")).modal
    assert form is not None
    assert form.fields["On offer from"].value == "2025-06-02 12:30"
    nowhere = await form.submit({"Announcement": "ahead"})
    assert "/settings announcements" in nowhere.text

    # A secret stays one until it opens.
    await linh.command("reward edit", reward="Mug", description="A mug")
    hidden = await nowhere.press("Times")
    assert hidden.modal is not None
    await hidden.modal.submit({"Announcement": "at_start"})
    assert "Mug" not in (await mai.command("store")).text
    now = await (await linh.command("reward edit", reward="Mug")).press("Publish now")
    assert "Publish now" not in now.buttons
    assert "Mug" in (await mai.command("store")).text
    audit = await linh.command("audit")
    assert "on offer from" in audit.text


async def test_many_press_at_once_and_exactly_the_stock_is_sold(
    db: Database, clock: Clock, club: Community, general: Channel, linh: Member
) -> None:
    """Forty members press *Get it* and *Confirm* around the second at which a drop opens."""
    await db.write(settings.set_announcement_channel, boss(club), general.id)
    members = [club.add_member(f"Member {number}") for number in range(40)]
    for member in members:
        await award(db, member, 100)
    await plan(linh, stock=25)
    await announced(db, club, 1)
    ahead = general.messages[-1]

    async def press(member: Member, number: int) -> str:
        if number == len(members) // 2:
            clock.forward(hours=1)  # the second itself, while half of them have pressed
        card = await ahead.press("Get it", by=member)
        if "Confirm" not in card.buttons:  # too early: once more
            assert f"<t:{NOON_UNIX + HOUR}:R>" in card.text
            clock.now = max(clock.now, NOON.replace(hour=13))
            card = await ahead.press("Get it", by=member)
        return (await card.press("Confirm")).text if "Confirm" in card.buttons else card.text

    texts = await asyncio.gather(*(press(one, number) for number, one in enumerate(members)))
    assert sum("is yours" in text for text in texts) == 25

    def sold(session: Session) -> list[int]:
        mine = select(Grant).where(col(Grant.community_id) == club.id)
        return [grant.paid for grant in session.exec(mine)]

    assert await db.read(sold) == [60] * 25
    assert sorted([await spend(db, member) for member in members]) == [40] * 25 + [100] * 15
    assert (await db.read(integrity.check)) == []
