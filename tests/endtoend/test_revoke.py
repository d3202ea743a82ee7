"""/revoke, as managers use it and members cannot."""

import pytest
from sqlmodel import select

from bot.localdiscord import Community, LocalDiscord, Member
from bot.services.actors import Person
from bot.services.deliveries import preferences
from bot.services.errors import InvalidInputError, NotAManagerError
from bot.services.grants import inventory, purchase, revoke
from bot.services.points import ledger
from bot.services.privacy import erase
from bot.texts import t
from db.database import Database
from db.tables import Code, Grant, RewardKind
from tests.endtoend.deliveries import settled
from tests.endtoend.rewards import LATER, count, coupon, grants, publish

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_bought_coupon_returns_its_points(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=100, stock=1)
    await linh.command("points award", member=mai, amount=120)
    buyer = Person(club.id, mai.id)
    offer = await db.write(purchase.offer, buyer, mug)
    await db.write(purchase.claim, buyer, offer.offer_id)
    offered = await linh.autocomplete("revoke", "reward", "mu", member=mai)
    assert [choice.name for choice in offered] == ["Mug · held · 2025-06-02"]
    card = await linh.command("revoke", member=mai, reward=offered[0].value)
    assert card.ephemeral
    assert "100 points" in card.text
    done = await card.press("Take it back")
    assert done.message is card.message
    assert await grants(db, club) == [(mai.id, mug, "revoked")]
    assert (await db.read(ledger.balances, club.id, mai.id)).spend == 120


async def test_not_now_leaves_everything(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    badge = await publish(db, club)
    await linh.command("grant member", reward="Reader", member=mai)
    card = await linh.command("revoke", member=mai, reward="reader")
    await card.press("Not now")
    assert await grants(db, club) == [(mai.id, badge, "held")]


async def test_a_code_goes_back_unless_it_was_seen(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    codes = [("AAAA-1111", LATER), ("BBBB-2222", LATER)]
    await publish(db, club, RewardKind.VOUCHER, "Tea", codes=codes)
    for member in (mai, bob):
        await linh.command("grant member", reward="Tea", member=member)
    inventory_of_bob = await db.read(inventory.inventory, Person(club.id, bob.id))
    await db.write(inventory.show_code, Person(club.id, bob.id), inventory_of_bob.items[0].grant_id)
    unseen = await linh.command("revoke", member=mai, reward="Tea")
    assert "back in stock" in unseen.text
    await unseen.press("Take it back")
    seen = await linh.command("revoke", member=bob, reward="Tea")
    assert "void" in seen.text
    done = await seen.press("Take it back")
    assert "void" in done.text
    assert await count(db, Code, club, state="available") == 1
    assert await count(db, Code, club, state="void") == 1


async def test_people_who_left_can_be_named_by_their_id(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    badge = await publish(db, club)
    await linh.command("grant member", reward="Reader", member=mai)
    await mai.leave()
    card = await linh.command("revoke", member=mai, reward="Reader")
    await card.press("Take it back")
    assert await grants(db, club) == [(mai.id, badge, "revoked")]


async def test_pressed_or_delivered_twice_it_happens_once(
    discord: LocalDiscord, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=1, stock=5)
    for _ in range(2):
        await linh.command("grant member", reward="Mug", member=mai)
    cards = [await linh.command("revoke", member=mai, reward="Mug") for _ in range(2)]
    discord.deliver_twice()
    await cards[0].press("Take it back")
    assert "already revoked or has expired" in (await cards[1].press("Take it back")).text
    assert sorted(await grants(db, club)) == [
        (mai.id, mug, "held"),
        (mai.id, mug, "revoked"),
    ]


async def test_what_is_not_held_is_refused(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await publish(db, club)
    await linh.command("grant member", reward="Reader", member=mai)
    for member, reward in ((bob, "Reader"), (mai, "Mug"), (mai, "1")):
        refused = await linh.command("revoke", member=member, reward=reward)
        assert "to take back" in refused.text
        assert "*Refund*" in refused.text
        assert not refused.buttons


async def test_members_are_refused_and_see_no_choices(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    badge = await publish(db, club)
    await linh.command("grant member", reward="Reader", member=bob)
    refused = await mai.command("revoke", member=bob, reward="Reader", force=True)
    assert "for managers" in refused.text
    assert await grants(db, club) == [(bob.id, badge, "held")]


async def test_a_long_name_leaves_room_for_its_date(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club, name="M" * 80)
    await linh.command("grant member", reward="M" * 80, member=mai)
    (offered,) = await linh.autocomplete("revoke", "reward", "m", member=mai)
    assert offered.name.endswith("2025-06-02")
    await linh.command("settings timezone", zone="Pacific/Kiritimati")  # where it is tomorrow
    (offered,) = await linh.autocomplete("revoke", "reward", "m", member=mai)
    assert offered.name.endswith("2025-06-03")


async def test_a_refusal_shows_what_was_typed_as_it_was_typed(linh: Member, mai: Member) -> None:
    refused = await linh.command("revoke", member=mai, reward="**Mug** @everyone")
    assert r"\*\*Mug\*\*" in refused.text
    assert "@everyone" not in refused.text
    assert mai.mention in refused.text


async def test_who_loses_something_is_told(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    codes = [("CCCC-1111", LATER), ("DDDD-2222", LATER)]
    await publish(db, club, RewardKind.VOUCHER, "Tea", codes=codes)
    await coupon(db, club, "Mug")
    for reward, member in (("Tea", mai), ("Tea", bob), ("Mug", mai)):
        await linh.command("grant member", reward=reward, member=member)
    inventory_of_bob = await db.read(inventory.inventory, Person(club.id, bob.id))
    await db.write(inventory.show_code, Person(club.id, bob.id), inventory_of_bob.items[0].grant_id)
    for reward, member in (("Tea", mai), ("Tea", bob), ("Mug", mai)):
        done = await (await linh.command("revoke", member=member, reward=reward)).press(
            "Take it back"
        )
        assert t("en", "revoke-told") in done.text
    texts = {"Tea": "delivery-code-withdrawn", "Mug": "delivery-coupon-withdrawn"}
    await settled(db, club)
    for reward, member in (("Tea", mai), ("Tea", bob), ("Mug", mai)):
        heard = [one.text for one in member.direct_messages]
        assert t("en", texts[reward], reward=reward) in heard


async def test_who_loses_a_badge_is_told_unless_they_want_no_messages(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await publish(db, club, name="Star")
    await db.write(
        preferences.choose, Person(club.id, bob.id), preferences.Choice.MESSAGES, wanted=False
    )
    for member in (mai, bob):
        await linh.command("grant member", reward="Star", member=member)
        card = await linh.command("revoke", member=member, reward="Star")
        await card.press("Take it back")
    await settled(db, club)
    text = t("en", "delivery-badge-withdrawn", reward="Star")
    assert text in [one.text for one in mai.direct_messages]
    assert bob.direct_messages == []


async def test_the_reason_reaches_its_holder_and_the_audit_and_goes_with_their_data(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await coupon(db, club, "Mug")
    await linh.command("grant member", reward="Mug", member=mai)
    card = await linh.command("revoke", member=mai, reward="Mug")
    asked = await card.press("Give a reason…")
    assert asked.modal is not None
    done = await asked.modal.submit({"Reason": "  given *twice* "})
    assert done.message is card.message
    assert t("en", "revoke-told") in done.text
    await settled(db, club)
    text = mai.direct_messages[-1].text
    assert text.endswith(t("en", "delivery-reason", reason=r"given \*twice\*"))
    assert (await linh.command("audit")).text.splitlines()[1].endswith(r": given \*twice\*")
    # Once: neither the form nor the button does it again.
    again = await asked.modal.submit({"Reason": "and again"})
    assert again.text == t("en", "revoke-already-over")
    await db.write(erase.erase, Person(club.id, mai.id), key="1")
    assert "twice" not in (await linh.command("audit")).text


async def test_a_reason_has_a_length_and_members_cannot_send_one(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    badge = await publish(db, club)
    await linh.command("grant member", reward="Reader", member=mai)
    of_club = select(Grant.id).where(Grant.community_id == club.id)
    (grant_id,) = await db.read(lambda session: session.exec(of_club).all())
    boss = Person(club.id, linh.id, manages_server=True)
    with pytest.raises(InvalidInputError):
        await db.write(revoke.revoke, boss, grant_id, "x" * 201)
    with pytest.raises(NotAManagerError):
        await db.write(revoke.revoke, Person(club.id, bob.id), grant_id, "mine")
    assert await grants(db, club) == [(mai.id, badge, "held")]
    await db.write(revoke.revoke, boss, grant_id, "x" * 200)
