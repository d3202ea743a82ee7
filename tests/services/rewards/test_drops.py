"""A drop: on offer from a moment until a moment, at a sale price until one, and announced.

Who decides is the time of the deciding transaction: no job runs in these tests.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.services.content import NothingToSendError, OfferContent, load_content
from bot.services.deliveries import FailureReason, Lane, LeasedDelivery, lease
from bot.services.errors import GoneError, InvalidFormError
from bot.services.grants import issue, purchase
from bot.services.grants.burst import Press, claim_together
from bot.services.grants.purchase import Claimed, NotForMembersError, PriceChangedError
from bot.services.points import ledger
from bot.services.rewards import editing, lookup, stats, store
from bot.services.rewards.eligibility import (
    NoMoreOnOfferError,
    NotOnOfferError,
    NotYetOnOfferError,
    Sale,
    Stage,
    stage,
)
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.session import Session
from db.tables import (
    AuditEntry,
    Community,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Reward,
    RewardKind,
)
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI

BERLIN = "Europe/Berlin"
CHANNEL = 77
HOUR = timedelta(hours=1)


@pytest.fixture
async def mug(db: Database) -> int:
    """A draft of a coupon for 100 points with 10 units; Mai and Bob have 250 points each."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        community = session.get_one(Community, CLUB)
        community.timezone, community.announcement_channel_id = BERLIN, CHANNEL
        for who in (MAI, BOB):
            factories.give_points(session, who, 250)
        terms = RewardChanges(name="Mug", cost=100, stock=10)
        return editing.create(session, BOSS, RewardKind.COUPON, terms).reward.reward_id

    return await db.write(set_up)


def announced(session: Session) -> list[tuple[datetime, bool, str]]:
    """Return the announcements, by when they are due: those ahead, and where each stands."""
    rows = session.scalars(
        select(Delivery)
        .where(col(Delivery.kind) == DeliveryKind.REWARD_ANNOUNCEMENT)
        .order_by(col(Delivery.due_at), col(Delivery.id))
    )
    return [(row.due_at, row.payload["ahead"], row.state) for row in rows]


async def announcements(db: Database) -> list[OfferContent | FailureReason]:
    """Return what is announced now, or why it is not."""
    found: list[OfferContent | FailureReason] = []
    while leased := await db.write(lease, Lane.CHANNELS):
        found += [
            await _content(db, delivery)
            for delivery in leased
            if delivery.kind is DeliveryKind.REWARD_ANNOUNCEMENT
        ]
    return found


async def _content(db: Database, delivery: LeasedDelivery) -> OfferContent | FailureReason:
    try:
        content = await db.read(load_content, delivery)
    except NothingToSendError as nothing:
        return nothing.reason
    assert isinstance(content, OfferContent)
    return content


async def seen(db: Database, reward_id: int) -> dict[str, Any]:
    """Return where a member meets a coupon: in the store, in suggestions, and by its name."""
    page = await db.read(store.store_page, MAI)
    suggested = await db.read(lookup.find_coupons, MAI, "mug")
    try:
        await db.read(lookup.resolve_on_offer, CLUB, "Mug")
        named = True
    except lookup.NoSuchRewardError:
        named = False
    refusals = {item.reward_id: type(item.refusal) for item in page.items}
    assert refusals == {item.reward_id: type(item.refusal) for item in suggested}
    return {"refusal": refusals.get(reward_id), "named": named}


async def test_a_drop_is_on_offer_between_its_moments_and_no_job_runs(
    db: Database, clock: Clock, mug: int
) -> None:
    terms = RewardChanges(publish_at="2025-06-02 15:00", unpublish_at="2d", announce="at_start")
    planned = (await db.write(editing.publish, BOSS, mug, terms)).reward
    assert planned.stage is Stage.PLANNED
    assert planned.publish_at == datetime(2025, 6, 2, 13, tzinfo=UTC)  # by Berlin's clock
    assert planned.unpublish_at == NOON + timedelta(days=2)

    # Before: it is kept from members, also from those who know its id; gifts wait, too.
    clock.now = datetime(2025, 6, 2, 12, 59, 59, 999999, tzinfo=UTC)
    assert await seen(db, mug) == {"refusal": None, "named": False}
    for ask in (purchase.offer, store.card):
        with pytest.raises(GoneError):
            await db.write(ask, MAI, mug)
    with pytest.raises(NotYetOnOfferError):
        await db.write(issue.grant, BOSS, MAI, mug, key="early")

    clock.forward(microseconds=1)
    assert await seen(db, mug) == {"refusal": type(None), "named": True}
    card = await db.write(purchase.offer, MAI, mug)
    assert (await db.write(purchase.claim, MAI, card.offer_id)).granted.new
    late = await db.write(purchase.offer, BOB, mug)
    other = await db.write(purchase.offer, MAI, mug)

    # From its end on, what is shown already is gone: alone, and among others at that moment.
    clock.now = NOON + timedelta(days=2)
    assert await seen(db, mug) == {"refusal": None, "named": False}
    with pytest.raises(GoneError):
        await db.write(purchase.claim, BOB, late.offer_id)
    presses = [Press(BOB, late.offer_id), Press(MAI, other.offer_id)]
    outcomes = await db.write(claim_together, presses)
    assert [type(outcome) for outcome in outcomes] == [NotForMembersError] * 2
    with pytest.raises(NoMoreOnOfferError):
        await db.write(issue.grant, BOSS, MAI, mug, key="late")
    with pytest.raises(InvalidFormError):  # its end has passed: it takes another
        await db.write(editing.publish, BOSS, mug)
    again = await db.write(editing.publish, BOSS, mug, RewardChanges(unpublish_at=None))
    assert again.reward.stage is Stage.ON_OFFER


async def test_python_and_the_database_agree_where_a_reward_stands(
    db: Database, clock: Clock, mug: int
) -> None:
    def every(session: Session) -> set[Stage]:
        """Put the reward at every stage; return where Python and the database see it."""
        reward, met = session.get_one(Reward, (CLUB, mug)), set[Stage]()
        around = (None, *(NOON + HOUR * step for step in (-2, -1, 0, 1)))
        for state in ("draft", "published", "archived"):
            for begins in around:
                for ends in around:
                    if begins is not None and ends is not None and ends <= begins:
                        continue
                    reward.state, reward.publish_at, reward.unpublish_at = state, begins, ends
                    session.flush()
                    stands, on_offer = session.execute(
                        select(store.stage_at(NOON), store.in_time(NOON))
                    ).one()
                    assert stands == stage(reward, NOON), (state, begins, ends)
                    assert bool(on_offer) == (stands == Stage.ON_OFFER), (state, begins, ends)
                    met.add(stage(reward, NOON))
        return met

    assert await db.write(every) == set(Stage)


async def test_what_is_announced_ahead_is_seen_before_it_opens(
    db: Database, clock: Clock, mug: int
) -> None:
    terms = RewardChanges(publish_at="1h", announce="ahead", sale_cost=60, sale_until="3h")
    await db.write(editing.publish, BOSS, mug, terms)
    assert await seen(db, mug) == {"refusal": NotYetOnOfferError, "named": True}
    with pytest.raises(NotYetOnOfferError):  # and is no secret when it is pressed
        await db.write(purchase.offer, MAI, mug)
    (ahead,) = await announcements(db)
    assert isinstance(ahead, OfferContent)
    assert (ahead.channel_id, ahead.opens_at) == (CHANNEL, NOON + HOUR)
    assert (ahead.price, ahead.sale) == (60, Sale(100, NOON + 3 * HOUR))

    clock.forward(hours=1)
    assert await seen(db, mug) == {"refusal": type(None), "named": True}
    start = (await announcements(db))[-1]
    assert isinstance(start, OfferContent)
    assert (start.opens_at, start.price, start.left) == (None, 60, 10)
    for listed in (await db.read(stats.list_rewards, BOSS, stage=Stage.ON_OFFER)).lines:
        assert (listed.price, listed.sale) == (60, Sale(100, NOON + 3 * HOUR))


async def test_a_drop_that_was_moved_says_which_start_it_no_longer_has(
    db: Database, mug: int
) -> None:
    """That which members have read: the one between was never sent."""

    def sent(session: Session) -> None:
        session.execute(update(Delivery).values(state=DeliveryState.SENT))

    await db.write(editing.publish, BOSS, mug, RewardChanges(publish_at="1h", announce="ahead"))
    (first,) = await announcements(db)
    await db.write(sent)
    for moved in ("2h", "3h"):
        await db.write(editing.edit, BOSS, mug, RewardChanges(publish_at=moved))
    outdated, second = await announcements(db)
    assert outdated is FailureReason.OUTDATED
    assert isinstance(first, OfferContent)
    assert isinstance(second, OfferContent)
    assert (first.opens_at, first.moved_from) == (NOON + HOUR, None)
    assert (second.opens_at, second.moved_from) == (NOON + 3 * HOUR, NOON + HOUR)
    # Back to the first start: by way of one that nobody read of, too.
    await db.write(sent)
    for moved in ("2h", "1h"):
        await db.write(editing.edit, BOSS, mug, RewardChanges(publish_at=moved))
    outdated, third = await announcements(db)
    assert outdated is FailureReason.OUTDATED
    assert isinstance(third, OfferContent)
    assert (third.opens_at, third.moved_from) == (NOON + HOUR, NOON + 3 * HOUR)
    # Away and back at once: members know it already.
    await db.write(sent)
    for moved in ("2h", "1h"):
        await db.write(editing.edit, BOSS, mug, RewardChanges(publish_at=moved))
    assert await announcements(db) == [FailureReason.OUTDATED] * 2


@pytest.mark.parametrize("together", [False, True])
async def test_an_offer_at_the_sale_price_is_not_confirmed_after_its_end(
    db: Database, clock: Clock, mug: int, *, together: bool
) -> None:
    """Whoever confirms at the end pays nothing and sees the new price.

    Without the comparison of what was shown with the price of that moment, both are charged 60
    after the end, one by one as together.
    """
    await db.write(editing.publish, BOSS, mug, RewardChanges(sale_cost=60, sale_until="1h"))
    shown = [await db.write(purchase.offer, who, mug) for who in (MAI, BOB)]
    assert {(one.price, one.balance_after, one.sale) for one in shown} == {
        (60, 190, Sale(100, NOON + HOUR))
    }
    presses = [Press(who, one.offer_id) for who, one in zip((MAI, BOB), shown, strict=True)]

    async def press() -> list[Claimed | Exception]:
        if together:
            return await db.write(claim_together, presses)
        return [(await db.write(claim_together, [one]))[0] for one in presses]

    clock.now = NOON + HOUR
    for outcome in await press() if together else await _each_refused(db, presses):
        assert isinstance(outcome, PriceChangedError)
        assert (outcome.params["before"], outcome.params["now"]) == (60, 100)
    for who in (MAI, BOB):
        assert (await db.read(ledger.balances, CLUB, who.member_id)).spend == 250
    anew = await db.write(purchase.offer, MAI, mug)
    assert (anew.price, anew.sale) == (100, None)

    # In time, a moment before the end, both pay the sale price, and the ledger says so.
    clock.now = NOON + HOUR - timedelta(microseconds=1)
    bought = await press()
    assert [one.granted.paid for one in bought if isinstance(one, Claimed)] == [60, 60]
    fares = await db.read(stats.stats, BOSS, mug)
    assert fares.points_taken == 120


async def _each_refused(db: Database, presses: list[Press]) -> list[Exception]:
    refused: list[Exception] = []
    for one in presses:
        with pytest.raises(PriceChangedError) as error:
            await db.write(claim_together, [one])
        refused.append(error.value)
    return refused


async def test_an_announcement_is_dropped_where_it_is_no_longer_true(
    db: Database, clock: Clock, mug: int
) -> None:
    """Without what the loader compares, each of the starts that are over would be told."""
    terms = RewardChanges(publish_at="1h", announce="at_start")
    await db.write(editing.publish, BOSS, mug, terms)
    await db.write(editing.edit, BOSS, mug, RewardChanges(publish_at="2h"))  # moved
    await db.write(editing.edit, BOSS, mug, RewardChanges(publish_at="3h"))
    assert [due for due, *_ in await db.read(announced)] == [NOON + HOUR * n for n in (1, 2, 3)]
    clock.now = NOON + 2 * HOUR
    assert await announcements(db) == [FailureReason.OUTDATED] * 2
    await db.write(editing.unpublish, BOSS, mug)
    clock.now = NOON + 3 * HOUR
    assert FailureReason.OUTDATED in await announcements(db)
    clock.forward(minutes=1)
    await db.write(editing.publish, BOSS, mug)  # at once, since its time is over: told at once
    (told,) = [one for one in await announcements(db) if isinstance(one, OfferContent)]
    assert told.reward_id == mug
    # Nobody hears of it twice, whatever else is changed, nor where it is not wanted any more.
    before = len(await db.read(announced))
    await db.write(editing.edit, BOSS, mug, RewardChanges(announce="ahead", cost=90))
    await db.write(editing.edit, BOSS, mug, RewardChanges(announce=None))
    assert len(await db.read(announced)) == before
    await db.write(editing.edit, BOSS, mug, RewardChanges(publish_at="4h"))
    assert len(await db.read(announced)) == before


async def test_a_planned_one_can_be_had_at_once_and_the_audit_tells(
    db: Database, clock: Clock, mug: int
) -> None:
    await db.write(editing.publish, BOSS, mug, RewardChanges(publish_at="1d", announce="at_start"))
    now = (await db.write(editing.publish, BOSS, mug)).reward
    assert (now.stage, now.publish_at) == (Stage.ON_OFFER, None)
    assert [type(one) for one in await announcements(db)] == [OfferContent]
    clock.forward(days=1)
    assert [one for one in await announcements(db) if isinstance(one, OfferContent)] == []

    def audited(session: Session) -> list[tuple[str, Any]]:
        lines = session.scalars(select(AuditEntry).order_by(col(AuditEntry.id)))
        return [(line.action, line.details.get("after", {}).get("publish_at")) for line in lines]

    at = f"<t:{int((NOON + timedelta(days=1)).timestamp())}:f>"
    assert [line for line in await db.read(audited) if line[0].startswith("reward.")] == [
        ("reward.created", None),
        ("reward.edited", at),
        ("reward.published", None),
        ("reward.edited", None),
    ]


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        # Clocks there are put forward on 29 March 2026 at 02:00, and back on 25 October at 03:00.
        ("2026-03-29 01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29 02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # shown as 03:30
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of two
    ],
)
async def test_a_drop_in_the_hour_in_which_clocks_change(
    db: Database, clock: Clock, mug: int, typed: str, moment: datetime
) -> None:
    planned = await db.write(editing.publish, BOSS, mug, RewardChanges(publish_at=typed))
    assert planned.reward.publish_at == moment
    clock.now = moment - timedelta(seconds=1)
    with pytest.raises(GoneError):
        await db.write(purchase.offer, MAI, mug)
    clock.now = moment
    assert (await db.write(purchase.offer, MAI, mug)).price == 100
    # Moving the zone moves no moment.
    assert (await db.read(stats.list_rewards, BOSS)).lines[0].publish_at == moment


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"publish_at": "2025-06-01 12:00"}, ["publish_at"]),  # over
        ({"publish_at": "soon"}, ["publish_at"]),
        ({"publish_at": "2d", "unpublish_at": "2d"}, ["unpublish_at"]),
        ({"sale_cost": 60}, ["sale_until"]),
        ({"sale_until": "1d"}, ["sale_cost"]),
        ({"sale_cost": 100, "sale_until": "1d"}, ["sale_cost"]),
        ({"sale_cost": 0, "sale_until": "x"}, ["sale_cost", "sale_until"]),
        ({"sale_cost": 60, "sale_until": "1d", "publish_at": "2d"}, ["sale_until"]),
        ({"announce": "loudly"}, ["announce"]),
    ],
)
async def test_times_that_do_not_go_together_are_refused(
    db: Database, mug: int, changes: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(InvalidFormError) as error:
        await db.write(editing.publish, BOSS, mug, RewardChanges(**changes))
    assert sorted(invalid.field for invalid in error.value.errors) == sorted(fields)
    assert (await db.read(stats.list_rewards, BOSS)).lines[0].stage is Stage.DRAFT


async def test_a_badge_is_given_in_its_time_and_has_no_price(db: Database, clock: Clock) -> None:
    def set_up(session: Session) -> int:
        factories.add_community(session)
        terms = RewardChanges(name="Founder", unpublish_at="1h")
        made = editing.create(session, BOSS, RewardKind.BADGE, terms).reward.reward_id
        return editing.publish(session, BOSS, made).reward.reward_id

    badge = await db.write(set_up)
    assert (await db.write(issue.grant, BOSS, MAI, badge, key="in time")).new
    clock.forward(hours=1)
    with pytest.raises(NotOnOfferError):
        await db.write(issue.grant, BOSS, BOB, badge, key="late")
    for changes in (RewardChanges(sale_cost=1, sale_until="1h"), RewardChanges(announce="ahead")):
        with pytest.raises(InvalidFormError):
            await db.write(editing.edit, BOSS, badge, changes)


async def test_a_sale_that_is_over_keeps_no_price_from_being_set(
    db: Database, clock: Clock, mug: int
) -> None:
    await db.write(editing.publish, BOSS, mug, RewardChanges(sale_cost=60, sale_until="1h"))
    with pytest.raises(InvalidFormError):
        await db.write(editing.edit, BOSS, mug, RewardChanges(cost=50))
    clock.forward(hours=1)
    changed = (await db.write(editing.edit, BOSS, mug, RewardChanges(cost=50))).reward
    assert (changed.price, changed.sale_cost) == (50, None)
    assert (await db.read(announced)) == []
