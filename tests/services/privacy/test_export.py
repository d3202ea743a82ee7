"""What a member may see, take along and hide."""

import json
from datetime import UTC, date, datetime

from bot.services import audit
from bot.services.community import settings
from bot.services.grants import inventory, issue
from bot.services.privacy import export
from db.database import Database
from db.privacy import privacy
from db.session import Session
from db.tables import RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI


async def test_an_export_tells_everything_but_codes(db: Database) -> None:
    def set_up(session: Session) -> tuple[int, int]:
        factories.add_community(session)
        factories.give_points(session, MAI, 40)
        factories.give_points(session, BOB, 70)
        codes = [("SECRET-77", date(2025, 12, 31))]
        voucher = factories.publish(session, RewardKind.VOUCHER, "Partner", codes=codes)
        return voucher, factories.coupon(session)

    voucher, coupon = await db.write(set_up)
    granted = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    await db.write(issue.grant, BOSS, MAI, coupon, key="b")
    await db.write(inventory.show_code, MAI, granted.grant_id)
    exported = await db.read(export.export, MAI)
    text = json.dumps(exported)
    assert "SECRET-77" not in text
    assert "redemption_code" not in text
    assert [row["balance"] for row in exported["wallets"]] == [40, 40]
    assert [row["amount"] for row in exported["ledger"]] == [40, 40]
    assert [(row["reward"], row["code_state"]) for row in exported["grants"]] == [
        ("Partner", "claimed"),
        ("Mug", None),
    ]
    assert [row["count"] for row in exported["holdings"]] == [1, 1]
    assert exported["member_id"] == str(MAI.member_id)
    assert exported["community_id"] == str(CLUB)


async def test_known_since_is_a_day_of_the_community(db: Database, clock: Clock) -> None:
    clock.now = datetime(2025, 6, 2, 17, tzinfo=UTC)
    await db.write(factories.add_community)
    await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")
    await db.write(factories.give_points, MAI, 1)
    assert (await db.read(export.show, MAI)).since == date(2025, 6, 3)


async def test_a_hidden_profile_is_hidden_from_other_members_only(db: Database) -> None:
    await db.write(factories.add_community)
    assert (await db.write(export.hide_profile, MAI, hidden=True)).profile_hidden
    assert (await db.read(inventory.profile, BOB, MAI.member_id, manager=False)).badges is None
    assert (await db.read(inventory.profile, MAI, MAI.member_id, manager=False)).badges == []
    assert (await db.read(inventory.profile, BOSS, MAI.member_id, manager=True)).badges == []
    await db.write(export.hide_profile, MAI, hidden=False)
    assert (await db.read(inventory.profile, BOB, MAI.member_id, manager=False)).badges == []


async def test_what_a_manager_did_is_counted_and_exported_too(db: Database) -> None:
    def set_up(session: Session) -> int:
        factories.add_community(session)
        return factories.coupon(session)

    coupon = await db.write(set_up)
    await db.write(issue.grant, BOSS, MAI, coupon, key="a")
    await db.write(issue.grant, BOSS, BOSS, coupon, key="b")
    for who, about_them in ((BOSS, [False, True]), (MAI, [True]), (BOB, [])):
        audit = (await db.read(export.export, who))["audit"]
        assert sorted(entry["about_you"] for entry in audit) == about_them
        assert {entry["actor_id"] for entry in audit} <= {str(BOSS.member_id)}
        assert all("member_id" not in entry for entry in audit)
        assert (await db.read(export.show, who)).audit_entries == len(about_them)


async def test_ids_within_what_is_exported_are_text_too(db: Database) -> None:
    role = 1_234_567_890_123_456_789  # JSON readers would round it

    def noted(session: Session) -> None:
        factories.add_community(session)
        roles = [{"of": role}]
        audit.record(
            session, CLUB, "tiers.set", actor_id=MAI.member_id, role=role, roles=roles, rank=3
        )

    await db.write(noted)
    (entry,) = (await db.read(export.export, MAI))["audit"]
    assert entry["details"] == {"role": str(role), "roles": [{"of": str(role)}], "rank": 3}


def test_what_is_exported_in_its_own_way_says_so() -> None:
    assert all(privacy(model).special for model in export._SPECIAL)
