"""A raffle: units set aside, drawn as its seed says, granted to who accepts in time."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlmodel import col, select, update

from bot.services import communities
from bot.services.actors import Person
from bot.services.community import removal
from bot.services.deletions.places import deleted
from bot.services.deliveries import FailureReason
from bot.services.errors import InvalidFormError, NotAManagerError
from bot.services.grants import issue, purchase
from bot.services.maintenance import integrity
from bot.services.privacy import erase
from bot.services.raffles import accepting, drawing, entering, listing, opening, order
from bot.services.raffles.accepting import AcceptedTooLateError, NotDrawnError
from bot.services.raffles.eligibility import (
    PrizeRoleHeldError,
    RaffleRoleGoneError,
    RaffleRoleMissingError,
    TooNewHereError,
)
from bot.services.raffles.opening import RaffleOfCodesError, RaffleTerms, TooFewLeftError
from bot.services.raffles.rows import RaffleOverError
from bot.services.rewards import editing
from bot.services.rewards.eligibility import (
    HeldEnoughError,
    NoneLeftToClaimError,
    SoldOutError,
)
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.session import Session
from db.tables import (
    Code,
    Delivery,
    DeliveryKind,
    GoneKind,
    Holding,
    Member,
    RaffleState,
    Reward,
    RewardKind,
)
from tests.support import factories, raffles
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody
from tests.support.raffles import aside, enter, join, open_raffle, outcomes
from tests.support.sending import hand_out

PEOPLE = [somebody(number) for number in range(6)]
READERS = 700


@pytest.fixture(autouse=True)
async def adds_up(db: Database) -> Any:
    """Whatever happened, `check` finds nothing afterwards."""
    await db.write(factories.add_community)
    yield
    assert await db.read(integrity.check) == []


async def opened(db: Database, people: list[Person] = PEOPLE, **terms: Any) -> tuple[int, int]:
    """Open a raffle of a coupon with 3 units, and let people in; return both ids."""

    def use_case(session: Session) -> tuple[int, int]:
        reward_id = factories.coupon(session, stock=3)
        raffle_id = open_raffle(session, reward_id, **({"units": 2} | terms))
        enter(session, raffle_id, people)
        return reward_id, raffle_id

    return await db.write(use_case)


async def in_order(db: Database, raffle_id: int) -> list[Person]:
    """Return who has which place, by the rule as its page says it, followed by hand."""

    def use_case(session: Session) -> list[Person]:
        seed = raffles.raffle(session, raffle_id).revealed
        entries = raffles.entries(session, raffle_id)
        lots = {n: sha256(f"{seed}:{n}".encode()).hexdigest() for n in entries}
        return [Person(CLUB, entries[n].member_id) for n in sorted(lots, key=lots.__getitem__)]

    return await db.read(use_case)


def newest_card(session: Session) -> dict[str, Any]:
    """Return what the last change of a card is to do."""
    cards = select(Delivery).where(Delivery.kind == DeliveryKind.RAFFLE_CARD)
    newest = session.exec(cards.order_by(col(Delivery.id).desc())).first()
    assert newest is not None
    return newest.payload


async def all_work(db: Database) -> int:
    """Do all that is due of raffles."""
    done = 0
    while await db.write(drawing.work):
        done += 1
    return done


async def test_a_raffle_from_its_opening_to_its_last_unit(db: Database, clock: Clock) -> None:
    reward_id, raffle_id = await opened(db, accept="12h")
    assert await db.read(aside, reward_id) == (0, 2)
    secret = await db.read(raffles.raffle, raffle_id)
    assert secret.seed
    assert secret.commitment == sha256(secret.seed.encode()).hexdigest()
    shown = await db.read(listing.view, CLUB, raffle_id)
    assert shown.seed is None
    assert secret.seed not in repr(shown)
    assert await all_work(db) == 0

    again = await db.write(entering.take_part, PEOPLE[0], raffle_id)
    assert (again.number, again.new) == (1, False)
    clock.forward(days=1)
    with pytest.raises(RaffleOverError):  # although nobody has drawn it yet
        await db.write(entering.take_part, MAI, raffle_id)
    assert await all_work(db) == 1
    first, second, third, *rest = await in_order(db, raffle_id)
    shown = await db.read(listing.view, CLUB, raffle_id)
    assert shown.seed == secret.seed
    assert [one.member_id for one in shown.winners] == [first.member_id, second.member_id]
    assert await db.read(listing.waiting, first) != []

    with pytest.raises(NotDrawnError):
        await db.write(accepting.accept, third, raffle_id)
    granted = await db.write(accepting.accept, first, raffle_id)
    assert granted.new
    assert not (await db.write(accepting.accept, first, raffle_id)).new
    assert await db.read(aside, reward_id) == (1, 1)
    clock.forward(hours=12)
    with pytest.raises(AcceptedTooLateError):  # although nobody else was asked yet
        await db.write(accepting.accept, second, raffle_id)
    assert await all_work(db) == 1
    await db.write(accepting.accept, third, raffle_id)
    ended = await db.read(listing.view, CLUB, raffle_id)
    assert (ended.state, ended.lapsed, ended.reason) == (RaffleState.ENDED, 1, None)
    assert await db.read(aside, reward_id) == (2, 0)
    with pytest.raises(NotDrawnError):
        await db.write(accepting.accept, rest[0], raffle_id)


@pytest.mark.parametrize(("hours", "silent"), [(0, 1), (12, 2)])
async def test_who_has_accepted_or_is_too_late_is_not_told_of_having_won(
    db: Database, clock: Clock, hours: int, silent: int
) -> None:
    _, raffle_id = await opened(db, accept="12h")
    clock.forward(days=1)
    await all_work(db)
    first, *_ = await in_order(db, raffle_id)
    await db.write(accepting.accept, first, raffle_id)
    clock.forward(hours=hours)
    told = Counter(why for kind, why in await hand_out(db) if kind is DeliveryKind.RAFFLE_WON)
    assert told == Counter({FailureReason.OUTDATED: silent, None: 2 - silent})


async def test_what_is_set_aside_is_left_to_nobody_else(db: Database) -> None:
    def use_case(session: Session) -> tuple[int, int]:
        mug = factories.coupon(session, stock=2)
        codes = [(f"CODE-{number}", date(2030, 1, 1)) for number in range(2)]
        shop = factories.publish(session, RewardKind.VOUCHER, "Shop", codes=codes)
        open_raffle(session, mug)
        open_raffle(session, shop)
        for person in (MAI, BOB):
            factories.give_points(session, person, 1_000)
        return mug, shop

    mug, shop = await db.write(use_case)
    for reward_id in (mug, shop):
        await db.write(issue.grant, BOSS, MAI, reward_id, key=f"one:{reward_id}")
        with pytest.raises(SoldOutError):
            await db.write(issue.grant, BOSS, BOB, reward_id, key=f"two:{reward_id}")
        with pytest.raises(SoldOutError):
            await db.write(open_raffle, reward_id)
    with pytest.raises(NoneLeftToClaimError):
        await db.write(purchase.offer, BOB, mug)
    with pytest.raises(InvalidFormError):
        await db.write(editing.edit, BOSS, mug, RewardChanges(stock=1))


async def test_what_delivers_itself_is_drawn_among_who_has_it_not(
    db: Database, clock: Clock
) -> None:
    """Else somebody would win who cannot accept; and codes would be promised twice."""
    vip = 77

    def use_case(session: Session) -> tuple[int, int, int]:
        role = factories.Terms(cost=1, stock=5, delivers_role_id=vip)
        coupon = factories.publish(session, RewardKind.COUPON, "VIP", role)
        codes = [(f"CODE-{number}", date(2030, 1, 1)) for number in range(2)]
        shop = factories.publish(session, RewardKind.VOUCHER, "Shop", codes=codes)
        terms = factories.Terms(cost=1, stock=5, delivers_voucher_id=shop)
        raffle_id = open_raffle(session, coupon)
        enter(session, raffle_id, PEOPLE)
        code = factories.publish(session, RewardKind.COUPON, "A code", terms)
        return coupon, raffle_id, code

    coupon, raffle_id, code = await db.write(use_case)
    with pytest.raises(RaffleOfCodesError):
        await db.write(open_raffle, code)
    codes = RewardChanges(delivers_voucher="Shop")
    with pytest.raises(InvalidFormError):
        await db.write(editing.edit, BOSS, coupon, codes)
    with pytest.raises(PrizeRoleHeldError):
        await db.write(enter, raffle_id, [replace(MAI, role_ids=frozenset({vip}))])
    last = (await in_order(db, raffle_id))[-1]

    def all_but_one_have_it(session: Session) -> None:
        for person in PEOPLE:
            if person != last:
                join(session, replace(person, role_ids=frozenset({vip})))

    await db.write(all_but_one_have_it)
    clock.forward(days=1)
    assert await all_work(db) == 1
    (winner,) = (await db.read(listing.view, CLUB, raffle_id)).winners
    assert winner.member_id == last.member_id
    assert (await db.write(accepting.accept, last, raffle_id)).role_id == vip


async def test_nothing_is_drawn_while_laurel_is_not_there(db: Database, clock: Clock) -> None:
    """Nobody could accept: without the condition, all would be passed over one after another."""
    _, raffle_id = await opened(db)
    await db.write(removal.removed, CLUB)
    clock.forward(days=2)
    assert await all_work(db) == 0
    await db.write(removal.arrive, CLUB, "en")
    assert await all_work(db) == 1
    assert len((await db.read(listing.view, CLUB, raffle_id)).winners) == 2


async def test_who_may_take_part_is_asked_at_entry_and_at_the_draw(
    db: Database, clock: Clock
) -> None:
    people = [replace(one, role_ids=frozenset({READERS})) for one in PEOPLE]
    terms = {"units": 3, "required_role_id": READERS, "days": 30}
    _, raffle_id = await opened(db, people, **terms)
    await db.write(join, MAI)
    await db.write(join, BOB, 29)
    for person, refusal in (
        (MAI, RaffleRoleMissingError),
        (replace(BOB, role_ids=frozenset({READERS})), TooNewHereError),
    ):
        with pytest.raises(refusal):
            await db.write(entering.take_part, person, raffle_id)

    def change(session: Session) -> None:
        left, roleless, owner = (
            session.get_one(Member, (CLUB, one.member_id)) for one in people[:3]
        )
        left.present = False
        roleless.role_ids = []
        reward = session.get_one(Reward, (CLUB, raffles.raffle(session, raffle_id).reward_id))
        reward.member_limit = 1
        session.add(
            Holding(community_id=CLUB, reward_id=reward.id, member_id=owner.member_id, count=1)
        )

    await db.write(change)
    clock.forward(days=1)
    await all_work(db)
    entries = await db.read(raffles.entries, raffle_id)
    assert {n: (entries[n].outcome, entries[n].reason) for n in (4, 5, 6)} == dict.fromkeys(
        (4, 5, 6), ("won", None)
    )
    decided = {n: entries[n].reason for n in (1, 2, 3) if entries[n].outcome}
    reasons = {1: "error-not-here", 2: "raffle-role-missing", 3: "reward-limit-reached"}
    assert decided == {n: reasons[n] for n in decided}
    assert {one.days for one in entries.values()} == {100}
    assert {one.days_drawn for one in entries.values() if one.outcome} == {101}

    def restore(session: Session) -> None:
        """Let go of what nobody had granted, so that all adds up."""
        session.execute(update(Holding).where(col(Holding.community_id) == CLUB).values(count=0))

    await db.write(restore)


@pytest.mark.parametrize("how", ["archived", "expired", "codes"])
async def test_a_raffle_of_what_cannot_be_given_any_more_ends(
    db: Database, clock: Clock, how: str
) -> None:
    def use_case(session: Session) -> tuple[int, int]:
        reward_id = factories.publish(
            session, RewardKind.VOUCHER, "Shop", codes=[("CODE-1", date(2030, 1, 1))]
        )
        raffle_id = open_raffle(session, reward_id, accept="1h")
        enter(session, raffle_id, [MAI])
        return reward_id, raffle_id

    reward_id, raffle_id = await db.write(use_case)

    def spoil(session: Session) -> None:
        reward = session.get_one(Reward, (CLUB, reward_id))
        if how == "archived":
            reward.state = "archived"
        elif how == "expired":
            reward.expires_on = date(2025, 6, 2)
        else:
            session.execute(update(Code).where(col(Code.community_id) == CLUB).values(state="void"))

    await db.write(spoil)
    clock.forward(days=1)
    await all_work(db)
    ended = await db.read(raffles.raffle, raffle_id)
    reasons = {
        "archived": "reward-not-on-offer",
        "expired": "reward-expired",
        "codes": "reward-sold-out",
    }
    assert (ended.state, ended.reason) == ("ended", reasons[how])
    assert await db.read(aside, reward_id) == (0, 0)
    assert await db.read(outcomes, raffle_id) == {1: None}


async def test_accepting_is_under_the_rewards_limits(db: Database, clock: Clock) -> None:
    def use_case(session: Session) -> int:
        star = factories.publish(session, RewardKind.BADGE, "Star")
        raffle_id = open_raffle(session, star)
        enter(session, raffle_id, [MAI])
        return raffle_id

    raffle_id = await db.write(use_case)
    star = (await db.read(raffles.raffle, raffle_id)).reward_id
    clock.forward(days=1)
    await all_work(db)
    await db.write(issue.grant, BOSS, MAI, star, key="hand")
    with pytest.raises(HeldEnoughError):
        await db.write(accepting.accept, MAI, raffle_id)
    assert await db.read(outcomes, raffle_id) == {1: "won"}
    clock.forward(days=2)
    await all_work(db)
    assert (await db.read(raffles.raffle, raffle_id)).state == "ended"


async def test_managers_end_a_raffle_early_and_all_can_see_that(db: Database, clock: Clock) -> None:
    reward_id, raffle_id = await opened(db)
    for end in (drawing.draw_now, drawing.cancel):
        with pytest.raises(NotAManagerError):
            await db.write(end, MAI, raffle_id)
    await db.write(drawing.cancel, BOSS, raffle_id)
    cancelled = await db.read(listing.view, CLUB, raffle_id)
    assert (cancelled.state, cancelled.closed_by) == ("cancelled", BOSS.member_id)
    assert order.commitment(cancelled.seed or "") == cancelled.commitment
    assert await db.read(aside, reward_id) == (0, 0)
    for again in (drawing.draw_now, drawing.cancel):
        await db.write(again, BOSS, raffle_id)  # as by a second press, which says how it ended
        with pytest.raises(RaffleOverError):
            await db.write(again, replace(BOSS, member_id=BOB.member_id), raffle_id)
    assert await db.read(listing.view, CLUB, raffle_id) == cancelled

    raffle_id = await db.write(open_raffle, reward_id)
    await db.write(enter, raffle_id, PEOPLE[:1])
    await db.write(drawing.draw_now, BOSS, raffle_id)
    drawn = await db.read(listing.view, CLUB, raffle_id)
    assert (drawn.state, drawn.closed_by, drawn.closed_at) == ("drawn", 1, clock.now)
    raffle_id = await db.write(open_raffle, reward_id)
    clock.forward(days=1)  # once its time is over nobody can choose any more
    for late in (drawing.draw_now, drawing.cancel):
        with pytest.raises(RaffleOverError):
            await db.write(late, BOSS, raffle_id)
    await all_work(db)
    assert (await db.read(raffles.raffle, raffle_id)).state == "ended"  # nobody had entered


async def test_an_erased_member_keeps_their_number_and_gets_no_second(
    db: Database, clock: Clock
) -> None:
    _, raffle_id = await opened(db)
    await db.write(erase.erase, PEOPLE[2], key="k")
    again = await db.write(entering.take_part, PEOPLE[2], raffle_id)
    assert (again.number, again.new) == (None, False)
    entries = await db.read(raffles.entries, raffle_id)
    assert list(entries) == [1, 2, 3, 4, 5, 6]
    assert PEOPLE[2].member_id not in {one.member_id for one in entries.values()}
    clock.forward(days=1)
    await all_work(db)
    first, *_ = await in_order(db, raffle_id)
    if first.member_id in {one.member_id for one in PEOPLE}:
        await db.write(accepting.accept, first, raffle_id)
        clock.forward(seconds=10)
        await db.write(erase.erase, first, key="l")  # `check` still recomputes the draw
        winner, _ = (await db.read(listing.view, CLUB, raffle_id)).winners
        assert (winner.member_id, winner.accepted) == (None, True)
        assert await db.read(newest_card) == {"raffle": str(raffle_id), "anew": False}


async def test_a_required_role_that_is_deleted_stops_the_raffle(db: Database, clock: Clock) -> None:
    readers = [replace(one, role_ids=frozenset({READERS})) for one in PEOPLE]
    _, raffle_id = await opened(db, readers[:3], required_role_id=READERS)
    await db.write(deleted, CLUB, GoneKind.ROLE, READERS, "Readers")
    await db.write(deleted, CLUB, GoneKind.CHANNEL, raffles.CHANNEL, "raffles")
    await db.write(join, readers[4])
    with pytest.raises(RaffleRoleGoneError):
        await db.write(entering.take_part, readers[4], raffle_id)
    assert (await db.read(raffles.raffle, raffle_id)).channel_id is None
    clock.forward(days=1)
    await all_work(db)
    assert set((await db.read(outcomes, raffle_id)).values()) == {"passed"}


async def test_many_entries_are_few_changes_of_the_card(db: Database, clock: Clock) -> None:
    _, raffle_id = await opened(db, [somebody(number) for number in range(100)])
    clock.forward(seconds=25)
    await db.write(enter, raffle_id, [somebody(number) for number in range(100, 120)])

    def cards(session: Session) -> list[str]:
        rows = session.exec(
            select(Delivery.key)
            .where(Delivery.kind == DeliveryKind.RAFFLE_CARD)
            .order_by(col(Delivery.id))
        )
        return list(rows)

    assert len(await db.read(cards)) == 3  # it was posted, and twice brought up to date


@pytest.mark.parametrize(
    ("zone", "typed", "closes_at"),
    [
        ("Asia/Ho_Chi_Minh", "2025-06-03 18:00", "2025-06-03T11:00"),
        ("Europe/Berlin", "2025-10-26 02:30", "2025-10-26T00:30"),  # comes twice
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30"),  # does not come
    ],
)
async def test_the_close_is_by_the_communitys_clock(
    db: Database, clock: Clock, zone: str, typed: str, closes_at: str
) -> None:
    def use_case(session: Session) -> int:
        communities.get(session, CLUB).timezone = zone
        return open_raffle(session, factories.coupon(session), until=typed)

    raffle_id = await db.write(use_case)
    at = datetime.fromisoformat(f"{closes_at}+00:00")
    assert (await db.read(raffles.raffle, raffle_id)).closes_at == at
    clock.now = at - timedelta(seconds=1)
    await db.write(enter, raffle_id, [MAI])
    assert await all_work(db) == 0
    clock.now = at
    with pytest.raises(RaffleOverError):
        await db.write(enter, raffle_id, [BOB])
    assert await all_work(db) == 1


async def test_what_is_typed_wrong_is_said_at_once(db: Database) -> None:
    def use_case(session: Session) -> int:
        return factories.coupon(session)

    mug = await db.write(use_case)
    wrong = RaffleTerms(mug, raffles.CHANNEL, "0", "yesterday", "5 weeks", "-1")
    with pytest.raises(InvalidFormError) as refused:
        await db.write(opening.draft, BOSS, wrong)
    assert {one.field for one in refused.value.errors} == {"units", "until", "accept", "days"}
    with pytest.raises(NotAManagerError):
        await db.write(opening.draft, MAI, RaffleTerms(mug, 1, 1, "1d"))
    with pytest.raises(TooFewLeftError):
        await db.write(open_raffle, mug, units=11)


async def test_what_is_drawn_must_be_good_until_winners_accept(db: Database) -> None:
    def use_case(session: Session) -> int:
        return factories.publish(
            session, RewardKind.VOUCHER, "Shop", codes=[("CODE-1", date(2025, 6, 4))]
        )

    shop = await db.write(use_case)
    with pytest.raises(SoldOutError):
        await db.write(open_raffle, shop, until="1d", accept="2d")
    await db.write(open_raffle, shop, until="1d", accept="1d")


_DECIDED = ("outcome", "place", "decided_at", "accept_until")


def swap(session: Session, raffle_id: int, before: int, after: int) -> None:
    """Let another entry have what the draw has made of one."""
    entries = raffles.entries(session, raffle_id)
    taken = {name: getattr(entries[before], name) for name in _DECIDED}
    for name in _DECIDED:
        setattr(entries[before], name, None)
    session.flush()
    for name, value in taken.items():
        setattr(entries[after], name, value)


def renumber(session: Session, raffle_id: int, before: int, after: int) -> None:
    """Give an entry another number."""
    raffles.entries(session, raffle_id)[before].number = after


def change_seed(session: Session, raffle_id: int, revealed: str) -> None:
    """Say that another seed was drawn."""
    raffles.raffle(session, raffle_id).revealed = revealed


def set_aside(session: Session, raffle_id: int, number: int) -> None:
    """Set units aside that no raffle has."""
    reward_id = raffles.raffle(session, raffle_id).reward_id
    session.get_one(Reward, (CLUB, reward_id)).set_aside += number


async def test_check_finds_what_was_tampered_with(db: Database, clock: Clock) -> None:
    """Without the comparison of places a swapped winner is not found, without that of the hash a
    seed that gives the same winners is not."""
    _, raffle_id = await opened(db)
    clock.forward(days=1)
    await all_work(db)
    revealed = (await db.read(raffles.raffle, raffle_id)).revealed
    drawn = await db.read(outcomes, raffle_id)
    winner = next(number for number, outcome in drawn.items() if outcome)
    loser = next(number for number, outcome in drawn.items() if not outcome)
    for kind, tamper, there, back in (
        ("raffle", change_seed, ("ab" * 32,), (revealed,)),
        ("raffle", renumber, (6, 7), (7, 6)),
        ("raffle", swap, (winner, loser), (loser, winner)),
        ("set-aside", set_aside, (1,), (-1,)),
    ):
        assert await db.read(integrity.check) == []
        await db.write(tamper, raffle_id, *there)
        assert {finding.kind for finding in await db.read(integrity.check)} == {kind}
        await db.write(tamper, raffle_id, *back)


def test_every_entry_has_the_same_chance() -> None:
    """Over many seeds each of ten numbers comes first about as often: by the chi-square test."""
    rng, seeds, entries = random.Random(5), 5_000, 10
    first = Counter(order.order(order.new_seed(rng), entries)[0] for _ in range(seeds))
    expected = seeds / entries
    chi_square = sum((first[n] - expected) ** 2 / expected for n in range(1, entries + 1))
    assert chi_square < 21.67  # the 99th percentile for nine degrees of freedom
    # By entry numbers alone: more entries change nothing about the order of those before.
    seed = order.new_seed(rng)
    assert [n for n in order.order(seed, 50) if n <= 20] == order.order(seed, 20)
