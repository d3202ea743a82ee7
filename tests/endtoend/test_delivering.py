"""Coupons that deliver by themselves, as members buy them and managers set them up."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.localdiscord import Community, LocalDiscord, Member
from bot.runtime import scheduler
from db.database import Database
from tests.endtoend.deliveries import settled
from tests.endtoend.rewards import award, coupon, issue_reward, spend, voucher
from tests.support.databases import NOON, Clock
from tests.support.rewards import the
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

END, REMIND = (
    next(job for job in scheduler.JOBS if job.name == name)
    for name in ("end-bought-roles", "remind-of-bought-roles")
)


async def test_a_role_is_bought_for_a_time_and_goes_when_it_is_over(
    db: Database, club: Community, mai: Member, bob: Member, clock: Clock
) -> None:
    role = club.add_role("VIP")
    await coupon(db, club, "VIP pass", delivers_role_id=role.id, delivers_days=3)
    await award(db, mai, 250)
    shown = await mai.command("store")
    assert f"You get the role <@&{role.id}> for 3 days" in shown.text
    card = await mai.command("claim", reward="VIP pass")
    assert f"<@&{role.id}> for 3 days" in card.text
    done = await card.press("Confirm")
    assert "on its way" in done.text
    assert done.buttons == []
    await until(lambda: _has(mai, role))
    await settled(db, club)
    held = await mai.command("rewards")
    assert "Delivered" in held.text
    assert f"<@&{role.id}> is yours until <t:{_at(days=3)}:f>" in held.text
    assert "VIP pass" not in (await bob.command("rewards")).text
    # The end is told a day before, and comes by the clock.
    clock.forward(days=2)
    await scheduler.work_through(db, REMIND)
    await settled(db, club)
    assert f"**VIP** on **{club.name}** ends <t:{_at(days=3)}:f>" in mai.direct_messages[-1].text
    asked = await mai.command("claim", reward="VIP pass")
    assert "This adds" in asked.text
    again = await asked.press("Confirm")
    assert "on its way" in again.text
    await settled(db, club)
    clock.now = NOON + timedelta(days=6, seconds=-1)
    await scheduler.work_through(db, END)
    await settled(db, club)
    assert role in mai.roles
    clock.forward(seconds=1)
    await scheduler.work_through(db, END)
    await settled(db, club)
    assert role not in mai.roles
    audit = (await club.owner.command("audit")).text
    assert f"was delivered to <@{mai.id}>: <@&{role.id}> until" in audit
    assert f"<@&{role.id}> was taken from <@{mai.id}>" in audit


async def _has(member: Member, role: object) -> bool:
    return role in member.roles


def _at(**step: int) -> int:
    return int((NOON + timedelta(**step)).timestamp())


async def test_what_cannot_be_delivered_comes_back(
    discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    role = club.add_role("VIP")
    await coupon(db, club, "VIP pass", delivers_role_id=role.id)
    await award(db, mai, 250)
    discord.fail("PUT", "/guilds/*/members/*/roles/*", status=403, code=50013)
    await (await mai.command("claim", reward="VIP pass")).press("Confirm")
    await settled(db, club)
    assert await spend(db, mai) == 250
    assert role not in mai.roles
    assert "could not be delivered" in mai.direct_messages[-1].text
    assert "Could not be delivered" in (await mai.command("rewards")).text
    notices = (await club.owner.command("settings notices")).text
    assert f"**VIP pass** of <@{mai.id}> could not be delivered: Laurel cannot give" in notices


async def test_a_role_out_of_laurels_reach_is_sold_out_until_it_is_within(
    db: Database, club: Community, mai: Member
) -> None:
    """What members see follows where roles stand on Discord, as it is moved."""
    role = club.add_role("VIP")
    await coupon(db, club, "VIP pass", delivers_role_id=role.id)
    await award(db, mai, 250)

    def stands(*, out_of_reach: bool) -> Callable[[], Awaitable[bool]]:
        async def check() -> bool:
            return (await the(db, club.owner, "VIP pass")).role_out_of_reach is out_of_reach

        return check

    await role.move(99)
    await until(stands(out_of_reach=True))
    assert "sold out" in (await mai.command("store")).text
    assert "sold out" in (await mai.command("claim", reward="VIP pass")).text
    card = await club.owner.command("reward edit", reward="VIP pass")
    assert "Laurel cannot give this role" in card.text
    await role.move(1)
    await until(stands(out_of_reach=False))
    await (await mai.command("claim", reward="VIP pass")).press("Confirm")
    await until(lambda: _has(mai, role))


async def test_a_role_that_is_held_otherwise_is_not_sold(
    db: Database, club: Community, mai: Member
) -> None:
    role = club.add_role("VIP")
    await mai.add_role(role)
    await coupon(db, club, "VIP pass", delivers_role_id=role.id)
    await award(db, mai, 250)
    refused = await mai.command("claim", reward="VIP pass")
    assert "You already have" in refused.text
    assert await spend(db, mai) == 250


async def test_a_code_is_bought_and_shown_to_its_buyer_alone(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    partner = await voucher(db, club, "PARTNER-0001", "PARTNER-0002")
    code = await coupon(db, club, "Book code", delivers_voucher_id=partner)
    await award(db, mai, 250)
    card = await mai.command("claim", reward="Book code")
    assert "You get a code at once" in card.text
    done = await card.press("Confirm")
    assert "PARTNER" not in done.text
    shown = await done.press("Claim code")
    assert shown.ephemeral
    assert "PARTNER-0001" in shown.text
    # Given free it delivers too, and tells so.
    await issue_reward(db, bob, code)
    await settled(db, club)
    assert "PARTNER-0002" in (await bob.direct_messages[-1].press("Claim code")).text
    assert "sold out" in (await mai.command("claim", reward="Book code")).text


async def test_managers_say_what_a_coupon_delivers(db: Database, club: Community) -> None:
    boss, role = club.owner, club.add_role("VIP")
    await voucher(db, club, "PARTNER-0001", name="Bookshop")
    made = await boss.command(
        "reward create", kind="coupon", name="VIP pass", delivers_role=role, delivers_days=30
    )
    assert f"**Delivers**: <@&{role.id}> for 30 days" in made.text
    form = (await made.press("Delivers")).modal
    assert form is not None
    code = {"Role": [], "For how many days": "", "Code of a voucher": "bookshop"}
    saved = await form.submit(code)
    assert "a code of **Bookshop**" in saved.text
    form = (await saved.press("Delivers")).modal
    assert form is not None
    wrong = await form.submit(code | {"Role": [role]})
    assert "not both" in wrong.text
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    wrong = await form.submit(code | {"Code of a voucher": "Nothing like it"})
    assert "no voucher called" in wrong.text
    risen = club.add_role("Risen", position=99)
    refused = await boss.command("reward edit", reward="VIP pass", delivers_role=risen)
    assert "cannot be given" in refused.text
