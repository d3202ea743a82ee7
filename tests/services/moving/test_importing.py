"""An import of points: staged, seen, decided once, brought in, proved, undone."""

import asyncio
from fractions import Fraction

import pytest
from sqlmodel import col, func, select

from bot.runtime import point_files
from bot.runtime.point_files import AS_PROPOSED
from bot.services.actors import Person, RoleFacts
from bot.services.batches import plans
from bot.services.errors import InvalidInputError, NotAManagerError
from bot.services.maintenance import integrity
from bot.services.members import sync
from bot.services.members.diff import MemberSnapshot
from bot.services.moving import importing, preview, proposals, staging, weighing
from bot.services.moving.brought import Brought, Feeds, StoreItem
from bot.services.moving.preview import Largest, Preview
from bot.services.moving.staging import MovingGoneError, MovingNotReadyError
from bot.services.moving.terms import Choices, Loss, Mode
from bot.services.points import ledger, many
from bot.services.points.many import AlreadyDoneError
from bot.services.points.many_reports import Report
from db.database import Database
from db.session import Session
from db.tables import (
    Batch,
    BatchState,
    Delivery,
    Event,
    LedgerEntry,
    LedgerReason,
    Member,
    Tier,
    Wallet,
    WalletKind,
)
from db.tables.moving import MovingAccount
from tests.services.moving import samples
from tests.services.moving.samples import EXPECTED, FOUR, GUILD, ONE, THREE, TWO, opened
from tests.support import factories
from tests.support.databases import Clock

HEAD = Person(GUILD, 1, manages_server=True, owns_server=True)


async def quietly(*_: object) -> None:
    """Hear of progress and say nothing."""


@pytest.fixture
async def server(db: Database) -> Database:
    """A community in which ONE and THREE are members."""

    def set_up(session: Session) -> None:
        factories.add_community(session, community_id=GUILD)
        here = [MemberSnapshot(member_id=who, role_ids=frozenset()) for who in (ONE, THREE)]
        sync.observe(session, GUILD, here)

    await db.write(set_up)
    return db


async def stage(
    db: Database, *contents: bytes | str, choices: Choices = AS_PROPOSED, bots: tuple[int, ...] = ()
) -> int:
    return await point_files.stage(
        db, HEAD, opened(*contents), "export", on_progress=quietly, choices=choices, bots=bots
    )


async def look(db: Database, moving_id: int) -> Preview:
    return await db.read(preview.preview, HEAD, moving_id)


async def bring(db: Database, moving_id: int) -> Report:
    seen = await look(db, moving_id)
    batch_id = await db.write(importing.confirm, HEAD, moving_id, seen.turn)
    return await point_files.complete(db, HEAD, batch_id, on_progress=quietly)


async def balances(db: Database) -> dict[int, tuple[int, int]]:
    def read(session: Session) -> dict[int, tuple[int, int]]:
        members = session.scalars(select(Wallet.member_id).distinct()).all()
        found = {who: ledger.balances(session, GUILD, who) for who in members}
        return {who % 1_000: (both.earn, both.spend) for who, both in found.items()}

    return await db.read(read)


async def adds_up(db: Database) -> None:
    assert await db.read(integrity.check) == []


@pytest.mark.parametrize("name", [name for name in EXPECTED if EXPECTED[name][2]])
async def test_each_format_comes_in(server: Database, name: str) -> None:
    _, content, amounts = EXPECTED[name]
    moving_id = await stage(server, content, choices=Choices(rate="1/2", cap=1_000), bots=(THREE,))
    seen = await look(server, moving_id)
    report = await bring(server, moving_id)
    assert seen.earn.proved
    assert seen.spend.proved
    assert (report.earn.added, report.spend.added) == (seen.earn.points, seen.spend.points)
    expected = {}
    for who, counted in amounts.items():
        fed = [counted, counted] if len(counted) == 1 or "boat" in name else [counted[1:], counted]
        if name == "csv lifetime":
            fed = [counted[1:], counted[:1]]
        points = [
            min(1_000, max(0, int(sum(map(float, one)) // 2))) if "Infinity" not in one else 1_000
            for one in fed
        ]
        if any(points) and who != 103:
            expected[who] = tuple(points)
    assert await balances(server) == expected
    await adds_up(server)


async def test_a_preview_says_everything(server: Database) -> None:
    moving_id = await stage(
        server, samples.YAGPDB.replace(b"102", b"101"), samples.YAGPDB, bots=(THREE,)
    )
    seen = await look(server, moving_id)
    assert (seen.present, seen.absent) == (1, 1)
    assert seen.losses == {Loss.TWICE: 3, Loss.BOT: 1, Loss.NEGATIVE: 1}
    assert seen.largest == [Largest(ONE, "mai", present=True, points=7)]
    assert seen.earn.asked - sum(seen.earn.lost.values()) == seen.earn.points == 7
    rows = [{"id": str(ONE + number), "xp": number} for number in range(weighing.LARGEST + 3)]
    listed = (await look(server, await stage(server, samples.as_json(rows)))).largest
    assert [one.points for one in listed] == list(range(weighing.LARGEST + 2, 2, -1))
    levelup = await look(server, await stage(server, samples.LEVELUP, choices=Choices(rate="0.1")))
    assert levelup.earn.lost == {
        Loss.FRACTION: Fraction("0.35") + Fraction("9.999999999999997") - 9
    }
    tiers = await server.read(proposals.proposed_tiers, HEAD, levelup.moving_id)
    assert [one.threshold for one in tiers] == [250, 1000]


async def test_nothing_but_points_and_tiers_comes_of_it(server: Database) -> None:
    def a_tier(session: Session) -> None:
        session.add(
            Tier(
                community_id=GUILD,
                role_id=samples.REGULAR,
                rank=1,
                threshold=100,
                attached_by=HEAD.member_id,
            )
        )

    await server.write(a_tier)
    await bring(server, await stage(server, samples.PLAIN + b" "))

    def look_around(session: Session) -> None:
        assert session.exec(select(func.count()).select_from(Event)).one() == 0
        deliveries = session.exec(select(Delivery)).all()
        assert [one.key for one in deliveries] == [f"tier:{samples.REGULAR}:{ONE}"]
        reasons = set(session.exec(select(LedgerEntry.reason)).all())
        assert reasons == {LedgerReason.IMPORTED}
        absent = session.get_one(Member, (GUILD, TWO))
        assert not absent.present

    await server.read(look_around)
    # On return they find their points.
    await server.write(sync.observe, GUILD, [MemberSnapshot(member_id=TWO, role_ids=frozenset())])
    assert (await balances(server))[102] == (40, 40)


async def test_the_same_again_adds_nothing_until_it_is_undone(server: Database) -> None:
    first = await bring(server, await stage(server, samples.PLAIN))
    before = await balances(server)
    again = await stage(server, b"\n" + samples.PLAIN)
    seen = await look(server, again)
    assert seen.done_by == first.batch_id
    with pytest.raises(AlreadyDoneError):
        await bring(server, again)
    assert await balances(server) == before
    other = await look(server, await stage(server, samples.PLAIN.replace(b"40", b"41")))
    assert (other.done_by, other.again) == (None, 2)
    await server.write(many.undo, HEAD, first.batch_id)
    undone = await point_files.complete(server, HEAD, first.batch_id, on_progress=quietly)
    assert undone.state is BatchState.UNDONE
    assert await balances(server) == {101: (0, 0), 102: (0, 0)}
    await bring(server, again)
    assert await balances(server) == before
    await adds_up(server)


async def test_an_undo_after_half_was_spent_lists_exactly_that(server: Database) -> None:
    report = await bring(server, await stage(server, samples.PLAIN))
    await server.write(ledger.deduct, HEAD, ONE, 4_000, key="spent")
    await server.write(many.undo, HEAD, report.batch_id)
    undone = await point_files.complete(server, HEAD, report.batch_id, on_progress=quietly)
    # What both wallets still have, equally: 3,005 of 7,005.
    assert (undone.keepers, undone.kept) == (1, 4_000)
    assert await balances(server) == {101: (4_000, 0), 102: (0, 0)}
    await adds_up(server)


async def test_set_brings_wallets_to_the_number_up_or_down(server: Database) -> None:
    def pay(session: Session) -> None:
        for who, points in ((ONE, 10_000), (TWO, 1), (FOUR, 5)):
            ledger.move(
                session, GUILD, who, list(WalletKind), points, LedgerReason.AWARD, key=f"x{who}"
            )

    await server.write(pay)
    choices = Choices(mode=Mode.SET, feeds={"xp": Feeds.SPEND})
    moving_id = await stage(server, samples.PLAIN, choices=choices)
    seen = await look(server, moving_id)
    assert (seen.earn_change, seen.spend_change) == (0, 7_005 - 10_000 + 39)
    report = await bring(server, moving_id)
    assert (report.spend.added, report.spend.taken) == (39, 2_995)
    assert await balances(server) == {101: (10_000, 7_005), 102: (1, 40), 104: (5, 5)}
    await adds_up(server)


async def test_a_choice_makes_what_was_seen_before_void(server: Database) -> None:
    moving_id = await stage(server, samples.UNBELIEVABOAT)
    seen = await look(server, moving_id)
    assert seen.losses[Loss.TOO_LARGE] == 2
    await point_files.choose(server, HEAD, moving_id, quietly, feeds={"cash": "none"}, cap=100)
    now = await look(server, moving_id)
    assert (now.losses, now.turn) == ({Loss.CAPPED: 1}, seen.turn + 1)
    with pytest.raises(MovingNotReadyError):
        await server.write(importing.confirm, HEAD, moving_id, seen.turn)
    with pytest.raises(InvalidInputError):
        await point_files.choose(server, HEAD, moving_id, quietly, rate="a lot")
    with pytest.raises(InvalidInputError):
        await point_files.choose(server, HEAD, moving_id, quietly, cap=0)
    with pytest.raises(NotAManagerError):
        await point_files.choose(server, Person(GUILD, ONE), moving_id, quietly, cap=1)
    assert await server.read(plan_states) == ["abandoned", "planned"]
    await server.write(staging.abandon, HEAD, moving_id)
    with pytest.raises(MovingGoneError):
        await look(server, moving_id)
    while await server.work(plans.purge):
        pass
    assert await server.read(plan_states) == []


def plan_states(session: Session) -> list[str]:
    """Return the states of the plans that are there."""
    return sorted(session.exec(select(Batch.state)).all())


async def test_two_who_confirm_bring_it_in_once(server: Database) -> None:
    """Without the state that `confirm` asks for under the lock, the second batch comes in too."""
    moving_id = await stage(server, samples.PLAIN)
    turn = (await look(server, moving_id)).turn

    async def confirm() -> int:
        return await server.write(importing.confirm, HEAD, moving_id, turn)

    first, second = await asyncio.gather(confirm(), confirm())
    assert first == second
    await point_files.complete(server, HEAD, first, on_progress=quietly)
    assert await balances(server) == {101: (7_005, 7_005), 102: (40, 40)}


async def test_two_imports_of_the_same_bring_it_in_once(server: Database) -> None:
    """The index of identities decides: without it, both come in."""
    pair = [await stage(server, samples.PLAIN) for _ in range(2)]
    done = await asyncio.gather(*(bring(server, one) for one in pair), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["AlreadyDoneError", "Report"]
    assert await balances(server) == {101: (7_005, 7_005), 102: (40, 40)}


async def test_what_was_seen_is_what_comes_in(server: Database, clock: Clock) -> None:
    """An id that looks rounded belongs to a member who comes after the preview, which waits."""
    rounded = 900000000000000000
    moving_id = await stage(server, f"ID,POINTS\n{rounded},5\n{ONE},1\n")
    assert (await look(server, moving_id)).losses == {Loss.MANGLED_ID: 1}
    await server.write(
        sync.observe, GUILD, [MemberSnapshot(member_id=rounded, role_ids=frozenset())]
    )
    clock.forward(hours=23)
    await bring(server, moving_id)
    assert await balances(server) == {101: (1, 1)}
    await bring(server, await stage(server, f"ID,POINTS\n{rounded},5\n"))
    assert await balances(server) == {0: (5, 5), 101: (1, 1)}
    await adds_up(server)


async def test_what_nobody_confirms_is_cleared_away(server: Database, clock: Clock) -> None:
    kept = await stage(server, samples.PLAIN)
    await bring(server, kept)
    await server.write(staging.abandon, HEAD, await stage(server, samples.TATSU))
    await stage(server, samples.LURKR)
    clock.forward(hours=25)
    while await server.work(staging.purge):
        pass

    def left(session: Session) -> list[int]:
        return list(session.exec(select(func.count(col(MovingAccount.place)))).all())

    assert await server.read(left) == [0]
    assert (await look(server, kept)).accounts == 2


async def test_what_was_decided_is_finished_by_the_scheduler(server: Database) -> None:
    """Whoever confirmed is gone after the first member; another process goes on, each once."""
    moving_id = await stage(server, samples.PLAIN)
    turn = (await look(server, moving_id)).turn
    batch_id = await server.write(importing.confirm, HEAD, moving_id, turn)
    assert not (await server.work(many.step, GUILD, batch_id, 1)).whole
    while await server.work(many.work, 1):
        pass
    assert await balances(server) == {101: (7_005, 7_005), 102: (40, 40)}
    await adds_up(server)


async def test_a_large_store_is_made_in_slices(server: Database) -> None:
    """In one transaction, thousands of drafts would keep everybody waiting for seconds."""
    items = tuple(StoreItem(f"Item {number}", "", 5, 3) for number in range(proposals.SLICE + 1))
    shop = Brought("unbelievaboat", (), [], (), items, "shop")
    moving_id = await server.write(staging.begin, HEAD, shop, "shop.json", Choices())

    def make(session: Session, after: int) -> int | None:
        made = proposals.make_coupons(session, HEAD, moving_id, no_role, after)
        return None if made is None else len(made)

    assert [await server.write(make, after) for after in (0, 50, 100)] == [50, 1, None]


def no_role(role_id: int) -> RoleFacts:
    """Know no role; nobody asks for one."""
    raise AssertionError(role_id)
