"""/settings tiers: roles that multiply what their holders earn, and that points bring."""

from typing import Any

import pytest

from bot.localdiscord import Community, Member, Permissions
from bot.services.points import ledger, tiers
from db.database import Database
from db.tables import DeliveryState
from tests.endtoend.conftest import in_session
from tests.endtoend.deliveries import outcomes, reason
from tests.endtoend.rewards import boss
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


async def ladder(db: Database, club: Community) -> list[tuple[int, int, int, int | None]]:
    """Return the role, rank, multiplier and threshold of every tier, the highest first."""
    found = await db.read(tiers.list_tiers, boss(club))
    return [(one.role_id, one.rank, one.multiplier, one.threshold) for one in found]


@in_session
async def linh(club: Community) -> Member:
    """A manager who may give roles below the one of managers."""
    rights = Permissions.MANAGE_GUILD | Permissions.MANAGE_ROLES
    return club.add_member("Linh", roles=[club.add_role("Managers", permissions=rights)])


async def test_tiers_are_made_changed_and_removed(
    db: Database, club: Community, linh: Member
) -> None:
    silver, gold = club.add_role("Silver"), club.add_role("Gold")
    assert "no tiers yet" in (await linh.command("settings tiers")).text
    await linh.command("settings tiers", role=silver, multiplier=1.2, threshold=100)
    made = await linh.command("settings tiers", role=gold, multiplier=1.55)
    assert made.ephemeral
    assert f"**2** · {gold.mention} · ×1.55\n" in made.text
    assert f"**1** · {silver.mention} · ×1.2 · from 100 points (lifetime)" in made.text
    assert await ladder(db, club) == [(gold.id, 2, 155, None), (silver.id, 1, 120, 100)]
    await linh.command("settings tiers", role=silver, rank=9, threshold=0)
    assert await ladder(db, club) == [(silver.id, 9, 120, None), (gold.id, 2, 155, None)]
    removed = await (await linh.command("settings tiers")).choose("Silver")
    assert silver.mention in removed.text
    assert await ladder(db, club) == [(gold.id, 2, 155, None)]
    text = (await linh.command("audit")).text
    assert f"made {silver.mention} the tier with rank 1, ×1.2, from 100 points" in text
    assert f"removed the tier {silver.mention}" in text


async def test_a_deleted_role_can_be_removed(db: Database, club: Community, linh: Member) -> None:
    gold = club.add_role("Gold")
    await linh.command("settings tiers", role=gold)
    await gold.delete()
    shown = await linh.command("settings tiers")
    await shown.choose(f"a deleted role ({gold.id})")
    assert await ladder(db, club) == []


@pytest.mark.parametrize(
    "role",
    [
        {"position": 99},  # above Laurel's
        {"permissions": Permissions.KICK_MEMBERS},
        {"permissions": Permissions.ADMINISTRATOR},
    ],
    ids=["out-of-reach", "moderates", "administrates"],
)
async def test_a_role_that_is_not_to_be_given_is_refused(
    role: dict[str, Any], db: Database, club: Community, linh: Member
) -> None:
    boss = club.add_role("Boss", **role)
    refused = await linh.command("settings tiers", role=boss, threshold=100)
    assert "**role**" in refused.text
    assert await ladder(db, club) == []


async def test_a_manager_who_may_not_give_roles_makes_no_tiers(
    db: Database, club: Community
) -> None:
    helper = club.add_member("Huy", permissions=Permissions.MANAGE_GUILD)
    refused = await helper.command("settings tiers", role=club.add_role("Gold"), threshold=100)
    assert "*Manage Roles*" in refused.text
    assert await ladder(db, club) == []


async def test_a_role_that_nobody_can_give_multiplies_all_the_same(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    boosters = club.add_role("Boosters", sold=True)
    made = await linh.command("settings tiers", role=boosters, multiplier=1.5)
    assert "×1.5" in made.text
    refused = await linh.command("settings tiers", role=boosters, threshold=100)
    assert "set the threshold to 0" in refused.text
    assert await ladder(db, club) == [(boosters.id, 1, 150, None)]


async def test_what_is_wrong_is_named(db: Database, club: Community, linh: Member) -> None:
    silver, gold = club.add_role("Silver"), club.add_role("Gold")
    await linh.command("settings tiers", role=silver)
    taken = await linh.command("settings tiers", role=gold, rank=1)
    assert silver.mention in taken.text
    assert "**role**" in (await linh.command("settings tiers", multiplier=2.0)).text
    assert await ladder(db, club) == [(silver.id, 1, 100, None)]


async def test_members_are_refused(db: Database, club: Community, mai: Member) -> None:
    for options in ({}, {"role": club.add_role("Gold"), "multiplier": 10.0}):
        refused = await mai.command("settings tiers", **options, force=True)
        assert "for managers" in refused.text or "*Manage Roles*" in refused.text
    assert await ladder(db, club) == []


async def test_enough_points_bring_the_role_and_it_multiplies(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    gold = club.add_role("Gold")
    await linh.command("settings tiers", role=gold, multiplier=2.5, threshold=100)
    await linh.command("points award", member=mai, amount=99)
    await linh.command("points award", member=mai, amount=1)
    assert await outcomes(db, club) == [DeliveryState.SENT]
    assert gold in mai.roles

    async def known() -> bool:
        return (
            f"Tier: {gold.mention} · earns ×2.5" in (await bob.command("profile", member=mai)).text
        )

    await until(known)
    assert "Tier" not in (await mai.command("profile", member=bob)).text
    await mai.post("Good morning")

    async def paid() -> bool:
        has = await db.read(ledger.balances, club.id, mai.id)
        return has.earn == 100 + 25 + 12  # 12.5, rounded down

    await until(paid)


async def test_a_role_that_became_privileged_is_not_given(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    gold = club.add_role("Gold")
    await linh.command("settings tiers", role=gold, threshold=100)
    gold.permissions = Permissions.BAN_MEMBERS
    await linh.command("points award", member=mai, amount=100)
    assert await outcomes(db, club) == [DeliveryState.FAILED]
    assert await reason(db, club)
    assert gold not in mai.roles
