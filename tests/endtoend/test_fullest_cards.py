"""Managers' cards with the longest of everything: Discord takes each of them.

The local Discord refuses a message that is too long as Discord does, and that fails the test.
"""

import pytest
import pytest_asyncio

from bot.localdiscord import Community, File, Member, Permissions
from bot.localdiscord.limits.components import MOST_TEXT
from bot.services import typed
from bot.services.actors import RoleFacts
from bot.services.community import settings
from bot.services.points import ledger, rules, tiers
from bot.services.rewards import fields
from db.database import Database
from db.session import Session
from db.tables import LedgerReason, RewardKind, WalletKind
from tests.endtoend.rewards import LATER, boss, publish

pytestmark = pytest.mark.usefixtures("bot")

TEXT = "_" * fields.TEXT_LENGTH
NOTE = "*" * ledger.NOTE_LENGTH


def name(number: int) -> str:
    """The longest name; each of its characters but the first two wants escaping."""
    return f"{number:02}{'*' * (typed.NAME_LENGTH - 2)}"


@pytest_asyncio.fixture(loop_scope="session", params=["en-US", "vi"])
async def lan(club: Community, request: pytest.FixtureRequest) -> Member:
    """A manager, in each language."""
    return club.add_member("Lan", permissions=Permissions.MANAGE_GUILD, locale=request.param)


async def test_the_audit_of_rewards(club: Community, lan: Member) -> None:
    role = club.add_role("Readers")
    await lan.command("reward create", kind="coupon", name=name(0))
    for number in range(10):
        await lan.command(
            "reward edit",
            reward=name(number),
            name=name(number + 1),
            description=TEXT,
            instructions=TEXT,
            cost=fields.MOST - number,
            stock=fields.MOST - number,
            expires=f"2030-01-{number + 10}",
            limit=fields.MOST - number,
            required_role=role,
        )
    shown = await lan.command("audit")
    assert shown.text.count("→") >= 10


async def test_points_with_notes(db: Database, club: Community, lan: Member, mai: Member) -> None:
    await lan.command("audit")
    await db.write(settings.set_currency, boss(club), "s" * settings.CURRENCY_LENGTH)
    for _ in range(10):
        await lan.command("points award", member=mai, amount=ledger.MOST, note=NOTE)
    assert (await lan.command("points history", member=mai)).buttons == []
    assert NOTE[:20] in (await lan.command("audit", member=mai)).text.replace("\\", "")


async def test_what_earns_points(db: Database, club: Community, lan: Member, mai: Member) -> None:
    await lan.command("audit")
    await db.write(settings.set_currency, boss(club), "s" * settings.CURRENCY_LENGTH)
    for action in rules.ACTIONS:
        await db.write(rules.change, boss(club), action, points=0)
    for number in range(2 * rules.PAGE):
        most = {"points": rules.MOST_POINTS, "daily_cap": rules.MOST_CAP, "cooldown": 86_399}
        long = f"{number:02}".ljust(rules.NAME_LENGTH, "_")
        await db.write(rules.name_action, boss(club), long, **most)
    assert len((await lan.command("points rules")).buttons) == 1
    assert len((await (await lan.command("points rules")).press(0)).buttons) == 2
    for number in range(5):
        await publish(db, club, RewardKind.COUPON, name(number), cost=fields.MOST, stock=1)
    store = await lan.command("store")
    assert "00" in store.text
    for number in range(10):
        await db.write(earned, mai, f"custom:{number:02}".ljust(rules.NAME_LENGTH, "_"))
    assert (await mai.command("balance")).text.count("+") == 10
    await lan.command("points history", member=mai)


def earned(session: Session, member: Member, action: str) -> None:
    """Let a member earn the most, by an action with a long name."""
    ledger.move(
        session,
        member.community.id,
        member.id,
        list(WalletKind),
        ledger.MOST,
        LedgerReason.EARNED,
        key=action,
        note=action,
    )


async def test_the_leaderboard_and_tiers(
    db: Database, club: Community, lan: Member, mai: Member
) -> None:
    await lan.command("audit")
    await db.write(settings.set_currency, boss(club), "s" * settings.CURRENCY_LENGTH)
    for number in range(11):
        await lan.command("points award", member=club.add_member(f"M{number}"), amount=ledger.MOST)
    assert len((await mai.command("leaderboard")).buttons) == 4
    for number in range(tiers.MOST):
        role = RoleFacts(club.add_role("_" * 100).id, assignable_by_actor=True, privileged=False)
        most = {"rank": tiers.MOST_RANK - number, "multiplier": 999, "threshold": ledger.MOST}
        await db.write(tiers.put, boss(club), role, **most)
    (shown,) = (await lan.command("settings tiers")).selects
    assert len(shown["options"]) == tiers.MOST


async def test_a_list_and_a_card_of_rewards(db: Database, club: Community, lan: Member) -> None:
    for number in range(10):
        most = fields.MOST
        await publish(db, club, RewardKind.COUPON, name(number), cost=most, stock=most)
    await lan.command("reward list")
    await lan.command("reward edit", reward=name(1), description=TEXT, instructions=TEXT)
    assert len((await lan.command("reward edit", reward=name(1))).text) <= MOST_TEXT
    await lan.command("reward preview", reward=name(1))
    await lan.command("reward stats", reward=name(1))


async def test_the_preview_of_an_import(db: Database, club: Community, lan: Member) -> None:
    odd = "*" * 126
    known = [(f"{odd}{number}", LATER) for number in range(4)]
    await publish(db, club, RewardKind.VOUCHER, name(1), codes=known)
    lines = [f"{code},{LATER}" for code, _ in known]
    lines += [f"{code},2031-01-01" for code, _ in known]
    lines += [f"{odd}x{number},2031-01-01" for number in range(4)] * 2
    lines += [f"{odd}y{number},2001-01-01" for number in range(4)]
    lines += [f"{odd}z{number},{'_' * 60}" for number in range(4)]
    lines += [f"3.14E+0{number},2031-01-01" for number in range(4)]
    file = File(f"{'_' * 200}.csv", "\n".join(lines).encode())
    card = await lan.command("codes import", reward=name(1), file=file)
    assert len(card.buttons) == 2
    await lan.command("codes list", reward=name(1))


async def test_a_grant_to_many_with_a_bad_file(
    db: Database, club: Community, lan: Member, mai: Member
) -> None:
    await publish(db, club, name=name(1))
    file = File("ids.csv", "\n".join([str(mai.id), *["*" * 100] * 50]).encode())
    plan = await lan.command("grant file", reward=name(1), file=file)
    assert plan.buttons
