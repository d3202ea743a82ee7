"""The role that a badge carries comes and goes with it, if it is Laurel's to give and to take."""

from typing import Any

import pytest

from bot.localdiscord import Community, LocalDiscord, Member, Permissions
from bot.services.deliveries import FailureReason
from db.database import Database
from db.tables import DeliveryState
from tests.endtoend.deliveries import has_been_put_off, outcomes, reason, settled
from tests.endtoend.rewards import badge, issue_reward, revoke_grant
from tests.support.databases import Clock

pytestmark = pytest.mark.usefixtures("bot")

SENT, DROPPED, FAILED = DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED


async def test_a_badges_role_comes_and_goes_with_it(
    db: Database, club: Community, mai: Member
) -> None:
    role = club.add_role("Reader")
    grant_id = await issue_reward(db, mai, await badge(db, club, badge_role_id=role.id))
    assert await outcomes(db, club) == [SENT]
    assert role in mai.roles
    await revoke_grant(db, club, grant_id)
    assert await outcomes(db, club) == [SENT, SENT, SENT]  # the role goes, and they are told
    assert role not in mai.roles


async def test_a_role_from_elsewhere_stays(db: Database, club: Community, mai: Member) -> None:
    role = club.add_role("Reader")
    await mai.add_role(role)
    grant_id = await issue_reward(db, mai, await badge(db, club, badge_role_id=role.id))
    assert await outcomes(db, club) == [DROPPED]
    await revoke_grant(db, club, grant_id)
    assert await outcomes(db, club) == [DROPPED, DROPPED, SENT]  # but they are told
    assert role in mai.roles


async def test_a_role_that_another_badge_carries_stays(
    db: Database, club: Community, mai: Member
) -> None:
    role = club.add_role("Reader")
    first = await issue_reward(db, mai, await badge(db, club, "One", badge_role_id=role.id))
    second = await issue_reward(db, mai, await badge(db, club, "Two", badge_role_id=role.id))
    assert await outcomes(db, club) == [SENT, DROPPED]
    await revoke_grant(db, club, first)
    await settled(db, club)
    assert role in mai.roles
    await revoke_grant(db, club, second)
    await settled(db, club)
    assert role not in mai.roles


@pytest.mark.parametrize(
    "role",
    [{"position": 99}, {"permissions": Permissions.KICK_MEMBERS}],
    ids=["above-laurels", "moderates"],
)
async def test_a_role_out_of_reach_fails_for_all_to_see(
    role: dict[str, Any], db: Database, club: Community, mai: Member
) -> None:
    risen = club.add_role("Risen", **role)
    await issue_reward(db, mai, await badge(db, club, badge_role_id=risen.id))
    assert await outcomes(db, club) == [FAILED]
    assert await reason(db, club) == FailureReason.ROLE_OUT_OF_REACH
    assert risen not in mai.roles


async def test_a_role_that_is_gone_fails_for_all_to_see(
    db: Database, club: Community, mai: Member
) -> None:
    role = club.add_role("Reader")
    reader = await badge(db, club, badge_role_id=role.id)
    await role.delete()
    await issue_reward(db, mai, reader)
    assert await outcomes(db, club) == [FAILED]


async def test_a_role_given_while_the_answer_was_lost_is_laurels_to_take(
    discord: LocalDiscord, db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    role = club.add_role("Reader")
    discord.fail("PUT", "/guilds/*/members/*/roles/*", status=503, carried_out=True)
    grant_id = await issue_reward(db, mai, await badge(db, club, badge_role_id=role.id))
    await has_been_put_off(db, club)
    assert role in mai.roles
    clock.forward(seconds=15)
    assert await outcomes(db, club) == [SENT]
    await revoke_grant(db, club, grant_id)
    await settled(db, club)
    assert role not in mai.roles
