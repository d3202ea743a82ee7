"""/points import: a community brings along what another bot gave out."""

import csv
import io
import json
from datetime import datetime

import pytest
from sqlmodel import select

from bot.localdiscord import Answer, Community, File, Member, Permissions
from bot.services import communities
from bot.services.points import ledger
from db import tables
from db.database import Database
from db.session import Session
from db.tables import Reward
from tests.endtoend.conftest import in_session
from tests.endtoend.deliveries import settled
from tests.services.moving import samples
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


@in_session
async def linh(club: Community) -> Member:
    """A manager who may give roles below the one of managers."""
    rights = Permissions.MANAGE_GUILD | Permissions.MANAGE_ROLES
    return club.add_member("Linh", roles=[club.add_role("Managers", permissions=rights)])


def mee6(*players: tuple[int, int, int], role: int = 0) -> File:
    """A page of MEE6's leaderboard."""
    page = samples.mee6_page(*players)
    page["role_rewards"] = [{"rank": 5, "role": {"id": str(role)}}] if role else []
    return File("mee6.json", json.dumps(page).encode())


async def balance(db: Database, who: Member) -> tuple[int, int]:
    def read(session: Session) -> tuple[int, int]:
        both = ledger.balances(session, who.community.id, who.id)
        return both.earn, both.spend

    return await db.read(read)


async def known(db: Database, *people: Member, present: bool = True) -> None:
    """Wait until Laurel knows who is here, or is not."""

    def are_so(session: Session) -> bool:
        rows = [session.get(tables.Member, (one.community.id, one.id)) for one in people]
        return all(row is not None and row.present is present for row in rows)

    await until(lambda: db.read(are_so))


async def rejected(card: Answer) -> list[dict[str, str]]:
    """Return the rows of the file below a preview."""
    await card.until(lambda shown: shown.followups)
    (file,) = card.followups[0].files
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))


async def test_everybody_brings_their_points_along(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    helper = club.add_member("Helper", bot=True)
    gone = club.add_member("Gone")
    await known(db, mai, bob, gone)
    await gone.leave()
    await known(db, gone, present=False)
    regular = club.add_role("Regular")
    players = ((mai.id, 7005, 11), (bob.id, 40, 0), (gone.id, 99, 0), (helper.id, 5, 0))
    file = mee6(*players, role=regular.id)
    card = await linh.command("points import", file=file)
    assert card.ephemeral
    assert "Import points from MEE6" in card.text
    assert "**2** members who are here and **1** who is not" in card.text
    assert "left out: 1 (a bot)" in card.text
    assert f"1. {mai.mention}: 7,005" in card.text
    assert "1. mai (not here): 99" in card.text
    assert [row["REASON"] for row in await rejected(card)] == ["a bot"]
    assert await balance(db, mai) == (0, 0)
    done = await (await card.press("Import")).until(lambda shown: "7,144" in shown.text)
    assert await balance(db, mai) == (7005, 7005)
    assert await balance(db, gone) == (99, 99)
    proposed = await done.press("1 level role…")  # who has the points already gets the role, too
    assert "level 5 · from 1,150 points" in proposed.text
    again = await linh.command("points import", file=file)
    assert "imported before" in again.text
    assert "Import" not in again.buttons
    also_proposed = await again.press("1 level role…")
    made = await (await proposed.press("Make 1 tier")).until(
        lambda shown: "1 tier was made" in shown.text
    )
    await (await also_proposed.press("Make 1 tier")).until(
        lambda shown: "These tiers are there already" in shown.text
    )
    done = await made.press("Back")
    await settled(db, club)
    assert regular in mai.roles
    assert regular not in bob.roles
    assert mai.direct_messages == []
    assert "7,144" in done.text


async def test_what_a_manager_says_decides(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    users = [
        {"user_id": str(mai.id), "cash": 150, "bank": 5_000},
        {"user_id": str(samples.ONE), "cash": "Infinity", "bank": 0},
        {"user_id": str(samples.TWO), "cash": -5, "bank": 0},
    ]
    files = [File("a.json", json.dumps(page).encode()) for page in (users[:1], users[1:])]
    card = await linh.command("points import", file=files[0], file2=files[1])
    assert "1 amount is too large" in card.text
    assert [row["POINTS"] for row in await rejected(card)] == ["", "0"]
    card = await card.choose("Lifetime only", select=0)
    card = await card.choose("To spend only", select=1)
    form = await card.press("Rate and maximum")
    assert form.modal is not None
    wrong = await form.modal.submit({"Points for each unit in the file": "a lot"})
    assert "such as 2, 0.5 or 1/100" in wrong.text
    form = await wrong.press("Fix it")
    assert form.modal is not None
    card = await form.modal.submit(
        {"Points for each unit in the file": "1/100", "Most points for one member": "30"}
    )
    assert "rate 1/100" in card.text
    assert "Rounding down leaves out 0.5" in card.text
    card = await card.press("Set instead of add")
    assert "**Set**" in card.text
    await (await card.press("Import")).until(lambda shown: "are here" in shown.text)
    assert await balance(db, mai) == (1, 30)
    assert (
        "Nothing was imported"
        in (await (await linh.command("points import", file=files[0])).press("Cancel")).text
    )


async def test_a_shop_becomes_drafts(db: Database, club: Community, linh: Member) -> None:
    vip = club.add_role("VIP")
    gives = {"type": "ADD_ROLES", "ids": [str(vip.id), str(samples.REGULAR)]}
    shop = [{**samples.ITEMS[0], "actions": [gives, {"type": "ADD_BALANCE"}]}, samples.ITEMS[1]]
    items = json.dumps({"items": shop}).encode()
    card = await linh.command("points import", file=File("items.json", items))
    assert "Import" not in card.buttons
    proposed = await card.press("2 store items…")
    assert "**VIP for a month** · 5,000 points · 12 left" in proposed.text
    lost = (f"further roles (<@&{samples.REGULAR}>)", "a balance that buyers need", "giving money")
    for what in lost:
        assert what in proposed.text
    assert "**Wave** · 1 point · unlimited there" in proposed.text
    form = await proposed.press("Make 2 drafts")
    assert form.modal is not None
    made = await form.modal.submit({"Units of each unlimited item": "500"})
    assert "2 drafts were made" in made.text

    def drafts(session: Session) -> list[tuple[object, ...]]:
        rows = session.exec(select(Reward).where(Reward.community_id == club.id)).all()
        return sorted(
            (one.name, one.cost, one.stock, str(one.expires_on), one.delivers_role_id)
            for one in rows
        )

    assert await db.read(drafts) == [
        ("VIP for a month", 5000, 12, "2027-01-31", vip.id),
        ("Wave", 1, 500, "None", None),
    ]
    card = await made.press("Back")
    form = await (await card.press("2 store items…")).press("Make 2 drafts")
    assert form.modal is not None
    again = await form.modal.submit({})
    assert "These rewards are there already" in again.text
    assert "There already: Wave" in again.text


async def test_who_is_here_is_counted_again(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    """Before all members were looked at once, the preview says that it cannot know."""
    await known(db, mai)

    def look(session: Session, at: datetime | None) -> None:
        communities.get(session, club.id).reconciled_at = at

    await db.write(look, None)
    card = await linh.command("points import", file=mee6((mai.id, 5, 0)))
    assert "still finding out who is here" in card.text
    await db.write(look, db.world.clock())
    card = await card.press("Look again")
    assert "still finding out who is here" not in card.text
    assert card.buttons[0] == "Import"


async def test_what_cannot_be_read_is_refused(club: Community, linh: Member, mai: Member) -> None:
    for content, says in (
        (b"{", "like JSON"),
        (b"\x89PNG\0", "cannot be read"),
        (b"hello", "AmariBot, a CSV file, Lurkr, MEE6"),
        (samples.RED_BANK, "about other servers"),
        (b"[" * 100_000, "nested too deeply"),
    ):
        refused = await linh.command("points import", file=File("x", content))
        assert says in refused.text
    file = File("x.csv", f"{mai.id},5".encode())
    refused = await linh.command("points import", file=file, format="mee6")
    assert "does not look like MEE6" in refused.text
    assert (await linh.command("points import", file=file)).buttons[0] == "Import"
