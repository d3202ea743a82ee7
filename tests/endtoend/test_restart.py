"""Every kind of button and list works after a restart: nothing about them is in memory."""

import importlib
import json
import pkgutil
from datetime import timedelta

import pytest

import bot.ui
import cogs
from bot.localdiscord import Answer, Channel, Community, File, LocalDiscord, Member, Permissions
from bot.localdiscord import components as parts
from bot.services import audit
from bot.services.actors import Person, RoleFacts
from bot.services.points import boosts, ledger, places, rules, tiers
from bot.services.points.boosts import BoostRow
from bot.services.points.ledger import Balances
from bot.services.points.places import PlaceRow
from bot.ui.codes.action_ids import SHOW_IMPORT
from bot.ui.core import actions
from bot.ui.grants.action_ids import SHOW_BULK
from bot.ui.points.action_ids import LIST_HISTORY_OF, LOOK_AGAIN, SHOW_COLLECTION
from bot.ui.points.boosts import PAGE as BOOSTS_PAGE
from bot.ui.points.places import PAGE as PLACES_PAGE
from bot.ui.why.action_ids import TURN_OF, TURN_OWN
from db.database import Database
from tests.endtoend.answers import ids, lead_to
from tests.endtoend.conftest import choose_pictures
from tests.endtoend.deliveries import settled
from tests.endtoend.pressed_later import (
    Waiting,
    points_for_many_waiting,
    setup_waiting,
    workflows_waiting,
)
from tests.endtoend.rewards import (
    award,
    badge,
    boss,
    coupon,
    describe,
    issue_reward,
    spend,
    voucher,
)
from tests.services.moving import samples
from tests.support.bot import RunningBot
from tests.support.databases import Clock

pytestmark = pytest.mark.usefixtures("bot")

OF_WORKFLOWS = ("workflow", "setup")
OF_RAFFLES = "raffle"
"""What the names of actions begin with that have a test of their own."""


def csv(*codes: str) -> File:
    """Return a file of codes."""
    return File("codes.csv", "\n".join(f"{code},2030-12-31" for code in codes).encode())


def every_action() -> set[str]:
    """Return the names of all that buttons and lists lead to."""
    for package in (bot.ui, cogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    ours = ("bot.", "cogs.")
    return {
        name
        for name, action in actions._actions.items()
        if action.function.__module__.startswith(ours)
    }


async def test_every_kind_of_button_works_after_a_restart(
    discord: LocalDiscord,
    bot: RunningBot,
    db: Database,
    clock: Clock,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
    bob: Member,
) -> None:
    """What an action leads to is known by its id alone; a new one needs its line here."""
    await award(db, bob, 1)  # so that there are places to compare those of this week with
    clock.forward(days=7)
    waiting = Waiting()
    readers = club.add_role("Readers")
    for number in range(12):
        name = f"Reader{number}"
        club.add_member(name, roles=[readers])
        await coupon(db, club, f"Mug {number:02}", cost=1, stock=40)
        await award(db, mai, 1_000)
    bookshop = await voucher(db, club, *(f"PARTNER-{number:04}" for number in range(30)))
    holiday = await badge(db, club, "Holiday")
    await describe(db, club, await coupon(db, club, "Lamp", cost=1), picture=True)

    # Members: the store, what they hold, their history, and messages that were sent to them.
    store = await mai.command("store")
    waiting.press(store, "Next")
    waiting.press(await mai.command("store"), "Claim")
    waiting.press(await mai.command("claim", reward="Mug 00"), "Confirm")
    waiting.press(await mai.command("claim", reward="Mug 01"), "Not now")
    for _ in range(6):
        await issue_reward(db, mai, bookshop)
    await settled(db, club)
    waiting.press(await mai.command("rewards"), "Next")
    waiting.press(await mai.command("rewards"), "Claim code")
    waiting.press(mai.direct_messages[0], "Claim code")
    seen = await mai.command("rewards", page=2)
    await seen.press("Claim code")
    waiting.press(await mai.command("rewards", page=2), "Show code")
    bought = await (await mai.command("claim", reward="Mug 02")).press("Confirm")
    waiting.press(bought, "Use")
    waiting.press(await mai.command("balance"), "Next")
    waiting.press(await mai.command("notifications"), "Turn off")
    await linh.command("settings announcements", channel=general)
    gift = await linh.command("grant role", reward="Mug 03", role=readers)
    await (await gift.press("Give to all")).until(lambda answer: "12 got it" in answer.text)
    await settled(db, club)
    waiting.press(general.messages[-1], "My rewards", by=mai)

    # Managers: rewards.
    waiting.press(await linh.command("reward list"), "Next")
    waiting.choose(await linh.command("reward list"), "Lamp")
    for label in ("Basics", "Preview", "Archive", "Remove picture", "Unpublish"):
        waiting.press(await linh.command("reward edit", reward="Lamp"), label)
    await linh.command("reward create", kind="badge", name="Writer")
    waiting.press(await linh.command("reward edit", reward="Writer"), "Publish")
    put_away = await linh.command("reward archive", reward="Mug 04")
    waiting.press(put_away, "Archive")
    waiting.press(await linh.command("reward create", kind="badge", name="holiday"), "Fix it")

    # Goals.
    fields = {"period": "weekly", "counts": "post_created", "target": 5}
    for number in range(11):
        await linh.command("goal create", name=f"Goal {number:02}", **fields)
    waiting.press(await mai.command("goals"), "Next")
    waiting.press(await linh.command("goal list"), "Next")
    waiting.choose(await linh.command("goal list"), "Goal 10")
    waiting.choose(await linh.command("goal create"), "Weekly regular")
    waiting.press(await linh.command("goal create"), "Make my own")
    for label in ("Change", "Archive"):
        waiting.press(await linh.command("goal edit", goal="Goal 01"), label)
    waiting.press(await linh.command("goal archive", goal="Goal 02"), "Archive")

    await _earning(waiting, db, clock, linh, mai)

    # Managers: codes, giving, taking back, coupons, points, settings.
    for label in ("Import", "Cancel"):
        file = csv(f"FRESH-{label}-0001")
        waiting.press(await linh.command("codes import", reward="Bookshop", file=file), label)
    await _imports(waiting, db, linh)
    await _moving(waiting, linh)
    waiting.press(await linh.command("codes list", reward="Bookshop"), "Next")
    waiting.press(await linh.command("codes void", reward="Bookshop", code="#30"), "Withdraw")
    void = await linh.command("codes void", reward="Bookshop", code="#29")
    waiting.press(void, "Give a reason…")
    waiting.press(await linh.menu("Grant reward", on=bob), "Next")
    waiting.press(await linh.menu("Grant reward", on=bob), "Find…")
    waiting.choose(await linh.menu("Grant reward", on=bob), "Holiday")
    waiting.press(await linh.command("grant role", reward="Mug 05", role=readers), "Give to all")
    await coupon(db, club, "Rare mug", cost=1, stock=1)
    card_of_many = await linh.command("grant role", reward="Rare mug", role=readers)
    waiting.press(card_of_many, "Give while stock lasts")
    # Who asks for a report that is no longer running gets its last state.
    late = await linh.command("grant role", reward="Mug 07", role=readers)
    message = late.message
    assert message is not None
    bulk_id = int(parts.buttons(message.components)[0]["custom_id"].split(":")[-1])
    lead_to(late, SHOW_BULK.id(bulk_id))
    waiting.presses.append((SHOW_BULK.name, lambda: late.press(0)))
    await issue_reward(db, bob, holiday)
    waiting.press(await linh.command("revoke", member=bob, reward="Holiday"), "Take it back")
    waiting.press(await linh.command("revoke", member=bob, reward="Holiday"), "Give a reason…")
    code = (await bought.press("Use")).text.split("```")[1].strip()
    waiting.press(await linh.command("coupon redeem", code=code), "Mark as used")
    for number in range(8, 12):
        for _ in range(3):
            await issue_reward(db, bob, await coupon(db, club, f"Pen {number}{_}"))
    waiting.press(await linh.command("coupon find", member=bob), "Next")
    await _held(waiting, linh)
    for label in ("Grant reward", "Points", "History", "Next"):
        waiting.press(await linh.command("profile", member=bob), label)
    for number in range(21):
        await linh.command("settings managers", add=club.add_role(f"Role {number}"))
    waiting.press(await linh.command("settings managers"), "Next")
    waiting.press(await linh.command("points history", member=mai), "Next")
    await _why(waiting, linh, mai)
    await points_for_many_waiting(waiting, db, club, linh)
    narrowed = await linh.command("points history", member=mai)
    lead_to(narrowed, LIST_HISTORY_OF.id(mai.id, 1, 1))
    waiting.presses.append((LIST_HISTORY_OF.name, lambda: narrowed.press(0)))
    await linh.command("settings currency", name="stars")
    waiting.press(await linh.command("settings currency"), "Call them points again")
    await linh.command("settings notices", channel=general)
    waiting.press(await linh.command("settings announcements"), "Stop announcing")
    waiting.press(await linh.command("settings notices"), "Stop notices")
    waiting.press(await linh.command("settings thanks"), "Switch thanks off")
    waiting.press(await linh.command("settings leaderboard", channel=general), "Stop")
    await (await linh.command("settings webhooks")).press("Make a secret")
    await (await linh.command("settings webhooks")).press("Make an outgoing secret")
    for label in ("Make a new secret", "Make a new outgoing secret", "Revoke"):
        waiting.press(await linh.command("settings webhooks"), label)
        waiting.press(await (await linh.command("settings webhooks")).press(label), label)
    marked = await linh.command("settings memberships", role=readers)
    waiting.choose(marked, "Readers")
    waiting.press(await club.add_member("Vy").command("privacy erase"), "Erase my data")
    waiting.press(await linh.command("audit"), "Next")
    waiting.choose(await linh.command("audit", reward="Mug 03"), "Mug 03 · 12 members")
    gifts = await linh.command("audit", reward="Mug 03")
    waiting.press(await gifts.choose("Mug 03 · 12 members"), "Next")
    await _statistics(waiting, linh)

    # Pictures.
    await db.write(choose_pictures, club.id, True)
    await issue_reward(db, mai, holiday)
    profile = await mai.command("profile")
    waiting.press(profile, "All badges")
    lead_to(turned := await mai.command("profile"), SHOW_COLLECTION.id(mai.id, 1))
    waiting.presses.append((SHOW_COLLECTION.name, lambda: turned.press(0)))
    waiting.press(await mai.command("leaderboard"), "Share my place")

    others = {name for name in every_action() if not name.startswith((*OF_WORKFLOWS, OF_RAFFLES))}
    assert {name for name, _ in waiting.presses} == others
    before = await spend(db, mai)
    await bot.restart()
    await press_all(waiting)
    assert await spend(db, mai) == before - 1


async def test_every_kind_of_button_of_workflows_works_after_a_restart(
    discord: LocalDiscord, bot: RunningBot, db: Database, club: Community, general: Channel
) -> None:
    waiting = Waiting()
    await workflows_waiting(waiting, bot, db, club)
    await setup_waiting(waiting, db, club)
    theirs = {name for name in every_action() if name.startswith(OF_WORKFLOWS)}
    assert {name for name, _ in waiting.presses} == theirs
    await bot.restart()
    await press_all(waiting)


async def _held(waiting: Waiting, linh: Member) -> None:
    """Show all buttons of who holds what, and of what is to be handed over."""
    handed = await (await linh.command("coupon open", reward="Mug 03")).press("Hand over…")
    waiting.press(await (await linh.command("coupon open")).press("Hand over…"), "Mark as used")
    await handed.press("Mark as used")
    for label in ("Hand over…", "Get the CSV", "Next"):
        waiting.press(await linh.command("coupon open"), label)
    for label in ("Used (1)", "Get the CSV", "Next"):
        waiting.press(await linh.command("reward holders", reward="Mug 03"), label)


async def _why(waiting: Waiting, linh: Member, mai: Member) -> None:
    """Show all buttons that answer why."""
    waiting.press(await mai.command("why"), "Goals")
    waiting.press(await linh.command("profile", member=mai), "Why")
    waiting.press(await (await linh.command("profile", member=mai)).press("Why"), "Workflows")
    lead_to(own := await mai.command("why", about="goals"), TURN_OWN.id(1, 2))
    waiting.presses.append((TURN_OWN.name, lambda: own.press(0)))
    lead_to(of := await linh.command("profile", member=mai), TURN_OF.id(mai.id, 1, 2))
    waiting.presses.append((TURN_OF.name, lambda: of.press(0)))


async def _statistics(waiting: Waiting, linh: Member) -> None:
    """Show all buttons of statistics."""
    for label in ("Stock", "A year", "Get the CSV"):
        waiting.press(await linh.command("stats"), label)
    for label in ("4 weeks", "Get the CSV"):
        waiting.press(await linh.command("reward stats", reward="Lamp"), label)


async def press_all(waiting: Waiting) -> None:
    """Press everything; each press must be answered, and well."""
    for name, press in waiting.presses:
        answer = await press()
        assert answer.modal is not None or answer.message is not None, name
        for trouble in ("went wrong", "older version", "not there any more", "does not let"):
            assert trouble not in answer.text, (name, answer.text)


async def _moving(waiting: Waiting, linh: Member) -> None:
    """Show what an import of points asks and proposes."""

    async def preview(points: int) -> Answer:
        page = samples.mee6_page((samples.ONE, points, 0))
        file = File("mee6.json", json.dumps(page).encode())
        return await linh.command("points import", file=file)

    labels = ("Import", "Cancel", "Rate and maximum", "Set instead of add", "1 level role…")
    for points, label in enumerate(labels, 1):
        waiting.press(await preview(points), label)
    waiting.choose(await preview(7), "To spend only")
    late = await preview(10)
    lead_to(late, LOOK_AGAIN.id(int(ids(late)[0].split(":")[-2])))
    waiting.presses.append((LOOK_AGAIN.name, lambda: late.press(0)))
    for points, label in enumerate(("Make 1 tier", "Back"), 8):
        waiting.press(await (await preview(points)).press("1 level role…"), label)
    shop = File("items.json", samples.UNBELIEVABOAT_ITEMS)
    waiting.press(await linh.command("points import", file=shop), "2 store items…")
    card = await linh.command("points import", file=shop)
    waiting.press(await card.press("2 store items…"), "Make 2 drafts")


async def _imports(waiting: Waiting, db: Database, linh: Member) -> None:
    await voucher(db, linh.community, "ELSEWHERE-0001", name="Other shop")
    waiting.press(await linh.command("reward edit", reward="Other shop"), "Import codes")

    async def preview(*codes: str) -> Answer:
        return await linh.command("codes import", reward="Bookshop", file=csv(*codes))

    too = await preview("ELSEWHERE-0001", "FRESH-0002")
    waiting.press(too, "Import those in other vouchers too")
    waiting.press(await (await preview("FRESH-0003")).press("Import"), "Undo this import")
    done = await (await preview("FRESH-0004")).press("Import")
    waiting.press(await done.press("Undo this import"), "Undo the import")
    late = await (await preview("FRESH-0005")).press("Import")
    import_id = int(ids(late)[0].split(":")[-1])
    lead_to(late, SHOW_IMPORT.id(import_id))
    waiting.presses.append((SHOW_IMPORT.name, lambda: late.press(0)))
    file = File("codes.csv", b"VALUE\nFRESH-0006\nFRESH-0007\n")
    for unclear in ("one", "two"):
        undated = await linh.command("codes import", reward="Bookshop", file=file)
        if unclear == "one":
            waiting.press(undated, "The first line is a heading")
        else:
            waiting.choose(undated, "They never expire")


async def _earning(waiting: Waiting, db: Database, clock: Clock, linh: Member, mai: Member) -> None:
    club = linh.community
    waiting.press(await mai.command("leaderboard"), "All time")
    for number in range(rules.PAGE):
        await linh.command("points rules", name=f"deed {number}", points=1)
    waiting.press(await linh.command("points rules"), "Next")
    regulars = RoleFacts(club.add_role("Regulars").id, assignable_by_actor=True, privileged=False)
    await db.write(tiers.put, boss(club), regulars)
    waiting.choose(await linh.command("settings tiers"), "Regulars")
    vi = club.add_member("Vi of places", permissions=Permissions.MANAGE_GUILD)
    for number in range(PLACES_PAGE):
        await db.write(places.put, boss(club), PlaceRow(900 + number, "", 200))
    waiting.press(await vi.command("points places", channel=club.default_channel), "Save")
    await db.write(places.put, boss(club), PlaceRow(club.add_channel("last").id, "", 200))
    waiting.press(await vi.command("points places"), "Next")
    waiting.choose(await vi.command("points places"), "900 · ×2")
    waiting.choose(await vi.command("points boost", factor=2.0, end="3d"), club.default_channel)
    for number in range(BOOSTS_PAGE + 1):
        row = BoostRow(0, 110 + 10 * number, (), clock.now, clock.now + timedelta(days=3))
        await db.write(boosts.create, boss(club), row, announce=False)
    waiting.press(await vi.command("points boost"), "Next")
    shown = await vi.command("points boost")
    waiting.choose(shown, shown.selects[0]["options"][0]["label"])


async def test_a_restart_answers_nothing_twice(
    bot: RunningBot, db: Database, club: Community, mai: Member
) -> None:
    await coupon(db, club)
    await award(db, mai, 250)
    card = await mai.command("claim", reward="Mug")
    await bot.restart()
    done = await card.press("Confirm")
    assert done.buttons == ["Use"]
    await bot.restart()
    assert await db.read(ledger.balances, club.id, mai.id) == Balances(250, 150)
    lines = await db.read(audit.load_page, Person(club.id, club.owner.id, manages_server=True))
    assert [line.action for line in lines.lines].count("reward.claimed") == 1
