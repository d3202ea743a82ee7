"""From Discord's own message that somebody paid for a role to the membership."""

from bot import localdiscord
from bot.localdiscord import Member, Role
from bot.services.members import role_meanings
from db.database import Database
from tests.endtoend.conftest import in_session
from tests.endtoend.events import members_synced, stored_events, who_did_what
from tests.endtoend.rewards import boss
from tests.support.databases import Clock

MEMBERSHIPS = ("membership_purchased", "membership_renewed", "membership_cancelled")


@in_session
async def patron(club: localdiscord.Community) -> Role:
    """A role that is sold."""
    return club.add_role("Patron", sold=True)


async def test_a_first_payment_is_a_purchase_and_later_ones_renew_it(
    db: Database, club: localdiscord.Community, patron: Role, mai: Member, clock: Clock
) -> None:
    await mai.subscribe(patron)
    await stored_events(db, club)
    clock.forward(days=30)
    await mai.subscribe(patron, months=2)
    stored = await stored_events(db, club, MEMBERSHIPS)
    assert who_did_what(stored, mai) == [
        ("Mai", "membership_purchased"),
        ("Mai", "membership_renewed"),
    ]
    assert [(event.data["plan"], event.data["source"]) for event in stored] == [
        ("Patron", "message")
    ] * 2


async def test_the_message_and_the_marked_role_are_one_purchase(
    db: Database, club: localdiscord.Community, patron: Role, mai: Member
) -> None:
    await members_synced(db, club)
    await db.write(role_meanings.set_meaning, boss(club), patron.id, "membership_purchased", "gold")
    await mai.subscribe(patron)  # the role and the message
    (event,) = await stored_events(db, club, MEMBERSHIPS)
    assert (event.trigger, event.data["plan"]) == ("membership_purchased", "gold")


async def test_nobody_subscribes_for_being_spoken_of(
    db: Database, club: localdiscord.Community, mai: Member
) -> None:
    await mai.post("Mai has joined Patron and has been a subscriber for 1 month!")
    await mai.boost()
    assert await stored_events(db, club, MEMBERSHIPS) == []
