"""/raffle, its card in a channel, and what its winners get."""

import re
from hashlib import sha256
from typing import Any

import pytest
from sqlmodel import col, select

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from bot.services import communities
from bot.services.raffles import drawing
from db.database import Database
from db.session import Session
from db.tables import Raffle, RaffleEntry
from tests.endtoend.deliveries import settled
from tests.endtoend.pressed_later import Waiting
from tests.endtoend.rewards import coupon, grants, voucher
from tests.endtoend.test_restart import every_action, press_all
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


async def raffle(linh: Member, **options: Any) -> Any:
    """Open a raffle, and return what its manager is answered."""
    asked = await linh.command(
        "raffle create", **({"reward": "Mug", "units": 1, "until": "1d"} | options)
    )
    return await asked.press("Open the raffle")


async def newest(db: Database, club: Community) -> Raffle:
    """Return the raffle that was made last."""

    def use_case(session: Session) -> Raffle:
        mine = select(Raffle).where(Raffle.community_id == club.id)
        return session.exec(mine.order_by(col(Raffle.id).desc())).all()[0]

    return await db.read(use_case)


async def members_of(db: Database, club: Community) -> dict[int, int]:
    """Return whose each number is."""

    def use_case(session: Session) -> dict[int, int]:
        mine = select(RaffleEntry).where(RaffleEntry.community_id == club.id)
        return {entry.number: entry.member_id for entry in session.exec(mine)}

    return await db.read(use_case)


async def test_a_raffle_as_its_manager_and_members_see_it(
    db: Database,
    clock: Clock,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
    bob: Member,
) -> None:
    await coupon(db, club)
    asked = await linh.command("raffle create", reward="Mug", units=1, until="1d", accept="12h")
    assert asked.ephemeral
    assert "1 to win" in asked.text
    assert "12 hours" in asked.text
    assert (await newest(db, club)).state == "draft"
    await asked.press("Open the raffle")
    await settled(db, club)
    (card,) = general.messages
    assert card.buttons == ["Take part", "How is it drawn?"]
    secret = (await newest(db, club)).seed
    assert secret is not None
    assert sha256(secret.encode()).hexdigest() in card.text

    for number, member in enumerate((mai, bob), 1):
        entered = await card.press("Take part", by=member)
        assert entered.ephemeral
        assert f"**{number}**" in entered.text
    assert "already" in (await card.press("Take part", by=mai)).text
    clock.forward(seconds=10)
    await settled(db, club)
    (card,) = general.messages
    assert "2 entries" in card.text
    how = await card.press("How is it drawn?", by=mai)
    assert secret not in how.text + card.text + (await linh.command("raffle list")).text

    clock.forward(days=1)
    assert "closed" in (await card.press("Take part", by=linh)).text
    await db.write(drawing.work)
    await settled(db, club)
    (card,) = general.messages
    assert secret in card.text
    lots = {n: sha256(f"{secret}:{n}".encode()).hexdigest() for n in (1, 2)}
    first, _ = sorted(lots, key=lots.__getitem__)
    winner, other = (mai, bob) if first == 1 else (bob, mai)
    assert f"<@{winner.id}>" in card.text
    assert f"<@{other.id}>" not in card.text
    assert "not won" in (await card.press("Accept", by=other)).text
    (message,) = winner.direct_messages
    assert not other.direct_messages
    accepted = await message.press("Accept")
    assert accepted.buttons == ["Use"]
    assert "`/rewards`" in accepted.text  # it need not be used now
    assert [(member, state) for member, _, state in await grants(db, club)] == [(winner.id, "held")]
    await settled(db, club)
    (card,) = general.messages
    assert card.buttons == ["How is it drawn?"]
    assert re.search(rf"<@{winner.id}> · no\. {first} ✅", card.text)
    lines = (await linh.command("audit")).text
    assert "opened a raffle" in lines
    assert "1 winner among 2 entries" in lines
    assert re.search(r"drawn in the raffle of <t:\d+:f>", lines)

    # Who is erased is named no more, and no card is posted anew for that.
    asked = await winner.command("privacy erase")
    erased = await asked.press("Erase my data")
    await erased.until(lambda shown: "is erased" in shown.text)
    clock.forward(seconds=10)
    await settled(db, club)
    (card,) = general.messages
    assert f"<@{winner.id}>" not in card.text
    assert f"no. {first} ✅" in card.text


async def test_what_a_raffle_refuses(
    discord: LocalDiscord,
    db: Database,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
) -> None:
    readers = club.add_role("Readers")
    await coupon(db, club, stock=2)
    refused = await linh.command("raffle create", reward="Mug", units=1, until="soon")
    assert "2030-12-24 18:00" in refused.text
    form = (await refused.press("Fix it")).modal
    assert form is not None
    shown = await form.submit({"Until when members can take part": "2d"})
    assert "1 to win" in shown.text
    few = await linh.command("raffle create", reward="Mug", units=3, until="1d")
    assert "only 2 are left" in few.text
    await raffle(linh, role=readers)
    await settled(db, club)
    (card,) = general.messages
    assert readers.mention in card.text
    assert readers.mention in (await card.press("Take part", by=mai)).text

    for typed, said in (("Mug · 1 to win · Nobody", "No raffle of"), (" mug ", "End the raffle")):
        assert said in (await linh.command("raffle end", raffle=typed)).text
    huy = club.add_member("Huy", permissions=Permissions.MANAGE_GUILD)
    ask, late = [
        await one.command("raffle end", raffle=str((await newest(db, club)).id))
        for one in (linh, huy)
    ]
    discord.deliver_twice()
    done = await ask.press("Cancel the raffle")
    assert linh.mention in done.text
    await settled(db, club)
    (card,) = general.messages
    assert card.buttons == ["How is it drawn?"]
    assert "Cancelled" in card.text
    assert linh.mention in card.text
    assert "closed" in (await late.press("Draw now")).text
    again = await linh.command("raffle create", reward="Mug", units=1, until="1d")
    await again.press("Open the raffle")
    assert "Nobody has entered yet" in (await linh.command("raffle list")).text
    await (await linh.command("raffle end", raffle="Mug")).press("Cancel the raffle")
    assert "has entered yet" not in (await linh.command("raffle list")).text


async def test_what_ended_meanwhile_is_said(
    db: Database, clock: Clock, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    """The role goes before the raffle opens, and the prize before it is accepted."""
    await coupon(db, club)
    readers = club.add_role("Readers")
    asked = await linh.command("raffle create", reward="Mug", units=1, until="1d", role=readers)
    await readers.delete()
    await until(lambda: db.read(communities.is_deleted, club.id, readers.id))
    assert "was deleted" in (await asked.press("Open the raffle")).text
    await raffle(linh)
    await settled(db, club)
    await general.messages[0].press("Take part", by=mai)
    clock.forward(days=1)
    await db.write(drawing.work)
    await settled(db, club)
    await (await linh.command("reward archive", reward="Mug")).press("Archive")
    # Proved: nothing was answered where a hint for managers was asked for in a direct message.
    assert "not available" in (await mai.direct_messages[0].press("Accept")).text


async def test_what_is_won_waits_where_direct_messages_are_closed(
    db: Database, clock: Clock, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    mai.direct_messages_closed = True
    await voucher(db, club, "PRIZE-0001")
    await raffle(linh, reward="Bookshop")
    await settled(db, club)
    await general.messages[0].press("Take part", by=mai)
    clock.forward(seconds=10)
    ask = await linh.command("raffle end", raffle=str((await newest(db, club)).id))
    await ask.press("Draw now")
    drawn = clock()
    await settled(db, club)
    listed = (await linh.command("raffle list")).text  # drawn before it was to close
    assert f"drawn <t:{int(drawn.timestamp())}:R>" in listed
    waits = await mai.command("rewards")
    assert "You won **Bookshop**" in waits.text
    accepted = await waits.press("Accept")
    assert accepted.buttons == ["Claim code"]
    assert "PRIZE-0001" in (await accepted.press("Claim code")).text
    assert "You won" not in (await mai.command("rewards")).text


async def test_every_kind_of_button_of_raffles_works_after_a_restart(
    bot: RunningBot,
    db: Database,
    clock: Clock,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
    bob: Member,
) -> None:
    waiting = Waiting()
    await coupon(db, club, stock=40)
    for _ in range(12):
        await raffle(linh)
    await settled(db, club)
    drawn, running, *_ = general.messages
    await drawn.press("Take part", by=mai)
    clock.forward(seconds=10)
    ids = [str(raffle_id) for raffle_id in await opened(db, club)]
    assert "12 raffles of" in (await linh.command("raffle end", raffle="Mug")).text
    await (await linh.command("raffle end", raffle=ids[0])).press("Draw now")
    await settled(db, club)
    waiting.press(mai.direct_messages[0], "Accept")
    waiting.press(running, "Take part", by=bob)
    waiting.press(running, "How is it drawn?", by=bob)
    asked = await linh.command("raffle create", reward="Mug", units=1, until="1d")
    waiting.press(asked, "Open the raffle")
    waiting.press(await linh.command("raffle end", raffle=ids[2]), "Draw now")
    waiting.press(await linh.command("raffle end", raffle=ids[3]), "Cancel the raffle")
    waiting.press(await linh.command("raffle list"), "Next")
    listed = await linh.command("raffle list")
    waiting.choose(listed, listed.selects[0]["options"][0]["label"])
    chosen = await listed.choose(listed.selects[0]["options"][1]["label"])
    waiting.press(chosen, "End it now…")
    theirs = {name for name in every_action() if name.startswith("raffle")}
    assert {name for name, _ in waiting.presses} == theirs
    await bot.restart()
    await press_all(waiting)


async def opened(db: Database, club: Community) -> list[int]:
    """Return the ids of all raffles, oldest first."""

    def use_case(session: Session) -> list[int]:
        mine = select(Raffle.id).where(Raffle.community_id == club.id)
        return list(session.exec(mine.order_by(col(Raffle.id))))

    return await db.read(use_case)
