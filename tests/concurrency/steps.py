"""The steps of a random walk: each does one thing in the database and the same in the model."""

from collections.abc import Callable

from sqlmodel import select

from bot.services.codes import codes, import_confirm, import_undo, imports
from bot.services.codes.file_layout import CodeRow
from bot.services.codes.import_confirm import ImportReport
from bot.services.grants import bulk, bulk_plan, inventory, issue, purchase, redeem, revoke
from bot.services.maintenance import expiry
from bot.services.points import ledger
from bot.services.rewards import editing
from bot.services.rewards.editing import ArchivedError
from bot.services.rewards.eligibility import LimitReachedError
from bot.services.rewards.fields import RewardChanges
from bot.services.typed import UNSET
from db.session import Session
from db.tables import CodeState, Grant, GrantState, RewardKind, RewardState
from tests.concurrency import model, steps_batches
from tests.concurrency.random_walk import MEMBERS, ROLE, RandomWalk, Step


async def begin(walk: RandomWalk) -> None:
    """Begin where something can happen: with points, a reward of each kind, and codes."""
    for _ in MEMBERS:
        await award(walk)
    for kind in RewardKind:
        await create(walk, kind)
        await _move(walk, walk.model.rewards[-1], RewardState.PUBLISHED)
    await import_codes(walk)


async def award(walk: RandomWalk) -> None:
    member, amount = walk.member(), walk.dice.randint(1, 150)
    key, refund = walk.key(), walk.chance(0.2)
    for _ in range(walk.dice.randint(1, 2)):  # the second time changes nothing
        to = walk.people[member]
        await walk.attempt(set(), ledger.award, walk.boss, to, amount, key=key, refund=refund)
    walk.model.spend[member] += amount
    walk.model.earn[member] += 0 if refund else amount


async def deduct(walk: RandomWalk) -> None:
    member, amount = walk.member(), walk.dice.randint(1, 100)
    key, correction = walk.key(), walk.chance(0.5)
    refusals = walk.model.refusals_to_take(member, amount, correction=correction)
    if await walk.attempt(
        refusals, ledger.deduct, walk.boss, member, amount, key=key, correction=correction
    ):
        walk.model.spend[member] -= amount
        walk.model.earn[member] -= amount if correction else 0


async def create(walk: RandomWalk, kind: RewardKind | None = None) -> None:
    if sum(r.state is not RewardState.ARCHIVED for r in walk.model.rewards) > 5:
        return
    dice, kind = walk.dice, kind or walk.dice.choice(list(RewardKind))
    coupon = kind is RewardKind.COUPON
    reward = model.Reward(
        0,
        kind,
        dice.randint(10, 60) if coupon else None,
        dice.randint(0, 5) if coupon else None,
        1 if kind is RewardKind.BADGE else dice.choice([None, None, 1, 2]),
        walk.day(0, 6) if walk.chance(0.6) else None,
        ROLE if walk.chance(0.2) else None,
    )
    changes = RewardChanges(
        name=f"Reward {walk.key()}",
        cost=reward.cost,
        stock=reward.stock,
        member_limit=reward.limit,
        expires_on=reward.expires_on,
        required_role_id=reward.role,
    )
    made = await walk.attempt(set(), editing.create, walk.boss, kind, changes)
    assert made is not None
    reward.id = made.reward.reward_id
    walk.model.rewards.append(reward)


async def move(walk: RandomWalk) -> None:
    states = [RewardState.PUBLISHED, RewardState.DRAFT, RewardState.ARCHIVED]
    [to] = walk.dice.choices(states, [6, 2, 1])
    await _move(walk, walk.reward(), to)


async def _move(walk: RandomWalk, reward: model.Reward, to: RewardState) -> None:
    use_case = {
        RewardState.PUBLISHED: editing.publish,
        RewardState.DRAFT: editing.unpublish,
        RewardState.ARCHIVED: editing.archive,
    }[to]
    if await walk.attempt(walk.model.refusals_to_move(reward, to), use_case, walk.boss, reward.id):
        reward.state = to


async def edit(walk: RandomWalk) -> None:
    reward = walk.reward()
    coupon = reward.kind is RewardKind.COUPON
    cost = walk.dice.randint(10, 60) if coupon and walk.chance(0.4) else None
    stock = walk.dice.randint(0, 8) if coupon and walk.chance(0.4) else None
    dated = walk.chance(0.4)
    expires_on = walk.day(-1, 6) if dated and walk.chance(0.8) else None
    changes = RewardChanges(
        cost=UNSET if cost is None else cost,
        stock=UNSET if stock is None else stock,
        expires_on=expires_on if dated else UNSET,
    )
    refusals = walk.model.refusals_to_edit(reward, stock=stock, expires_on=expires_on)
    if await walk.attempt(refusals, editing.edit, walk.boss, reward.id, changes):
        reward.cost = cost or reward.cost
        reward.stock = reward.stock if stock is None else stock
        if dated:
            walk.model.move_date(reward, expires_on)


async def offer(walk: RandomWalk) -> None:
    reward = walk.reward(RewardKind.COUPON) if walk.chance(0.9) else walk.reward()
    member = walk.member()
    refusals = walk.model.refusals_to_have(reward, member, claim=True)
    card = await walk.attempt(refusals, purchase.offer, walk.people[member], reward.id)
    if card:
        assert reward.cost == card.price
        walk.model.offers.append(model.Offer(card.offer_id, member, reward, card.price))
        if walk.chance(0.7):
            await _claim(walk, walk.model.offers[-1])


async def claim(walk: RandomWalk) -> None:
    if walk.model.offers:
        await _claim(walk, walk.dice.choice(walk.model.offers[-6:]))


async def _claim(walk: RandomWalk, card: model.Offer) -> None:
    refusals = walk.model.refusals_to_claim(card)
    done = await walk.attempt(refusals, purchase.claim, walk.people[card.member], card.id)
    if not done:
        return
    assert done.granted.new is (card.grant_id is None)
    if card.grant_id is None:
        card.grant_id = done.granted.grant_id
        walk.model.have(card.grant_id, card.reward, card.member, paid=card.price)
    assert done.granted.grant_id == card.grant_id
    assert done.balance == walk.model.spend[card.member]


async def grant(walk: RandomWalk) -> None:
    reward, member, key = walk.reward(), walk.member(), walk.key()
    refusals = walk.model.refusals_to_have(reward, member, claim=False)
    has_badge = reward.kind is RewardKind.BADGE and walk.model.grants_held(reward, member) > 0
    if has_badge and refusals == {LimitReachedError}:
        refusals = set()
    to = walk.people[member]
    done = await walk.attempt(refusals, issue.grant, walk.boss, to, reward.id, key=key)
    if done:
        assert done.new is not has_badge
    if done and done.new:
        walk.model.have(done.grant_id, reward, member)
        again = await walk.attempt(set(), issue.grant, walk.boss, to, reward.id, key=key)
        assert again is not None
        assert (again.new, again.grant_id) == (False, done.grant_id)


async def grant_to_many(walk: RandomWalk) -> None:
    reward, members = walk.reward(), walk.dice.sample(MEMBERS, k=len(MEMBERS))
    refusals = walk.model.refusals_to_have(reward, members[0], claim=False) - {LimitReachedError}
    plan = await walk.attempt(refusals, bulk_plan.plan, walk.boss, reward.id, members)
    if plan is None:
        return
    bulk_id = plan.bulk_id
    await walk.attempt(set(), bulk.confirm, walk.boss, bulk_id, as_far_as_it_reaches=True)
    report = await walk.attempt(set(), bulk.step, walk.id, bulk_id)
    granted = await walk.db.read(
        lambda s: {
            member_id: grant_id
            for member_id, grant_id, key in s.exec(select(Grant.member_id, Grant.id, Grant.key))
            if key.startswith(f"bulk:{bulk_id}:")
        }
    )
    got = 0
    for member in members:
        if not walk.model.refusals_to_have(reward, member, claim=False):
            walk.model.have(granted[member], reward, member)
            got += 1
    assert report is not None
    assert (report.whole, report.granted, len(granted)) == (True, got, got)


async def revoke_grant(walk: RandomWalk) -> None:
    grant = walk.grant()
    if grant is None:
        return
    refusals = walk.model.refusals_to_revoke(grant)
    if await walk.attempt(refusals, revoke.revoke, walk.boss, grant.id):
        walk.model.revoke(grant)


async def show_code(walk: RandomWalk) -> None:
    grant = walk.grant(RewardKind.VOUCHER)
    if grant is None:
        return
    member = grant.member if walk.chance(0.8) else walk.member()
    refusals = walk.model.refusals_to_show(grant, member)
    shown = await walk.attempt(refusals, inventory.show_code, walk.people[member], grant.id)
    if shown:
        assert grant.code is not None
        assert shown.value == grant.code.value
        assert shown.first is (grant.code.state is CodeState.ASSIGNED)
        grant.code.state = CodeState.CLAIMED


async def void(walk: RandomWalk) -> None:
    reward = walk.reward(RewardKind.VOUCHER)
    if not reward.codes:
        return
    code = walk.dice.choice(list(reward.codes.values()))
    line = await walk.attempt(set(), codes.find_code, walk.boss, reward.id, code.value)
    assert line is not None
    if await walk.attempt(walk.model.refusals_to_void(code), codes.void, walk.boss, line.code_id):
        walk.model.void(code)


async def redeem_coupon(walk: RandomWalk) -> None:
    grant = walk.grant(RewardKind.COUPON)
    if grant is None:
        return
    refusals = walk.model.refusals_to_redeem(grant)
    await walk.attempt(refusals, redeem.use, walk.people[grant.member], grant.id)
    if await walk.attempt(refusals, redeem.redeem, walk.boss, grant.id):
        grant.state = GrantState.USED


async def import_codes(walk: RandomWalk) -> None:
    reward = walk.reward(RewardKind.VOUCHER)
    dated = {f"CODE-{n:02}": walk.day(-1, 6) for n in walk.dice.sample(range(40), 5)}
    archived = reward.state is RewardState.ARCHIVED
    refusals: model.Refusals = {ArchivedError} if archived else set()
    import_id = await walk.attempt(refusals, imports.begin, walk.boss, reward.id, "codes.csv")
    if import_id is None:
        return
    rows = [
        CodeRow(line, value, str(day), day) for line, (value, day) in enumerate(dated.items(), 1)
    ]
    await walk.attempt(set(), imports.stage_slice, walk.boss, import_id, rows)
    await walk.attempt(set(), imports.finish_staging, walk.boss, import_id)
    if walk.chance(0.1):
        await walk.attempt(set(), imports.abandon, walk.boss, import_id)
        refusals = {imports.ImportGoneError}
    elsewhere_too = walk.chance(0.5)
    await walk.attempt(
        refusals, imports.include_elsewhere, walk.boss, import_id, wanted=elsewhere_too
    )
    if await walk.attempt(refusals, import_confirm.confirm, walk.boss, import_id) is None:
        return
    before = set(reward.codes)
    added = walk.model.add_codes(reward, dated, elsewhere_too=elsewhere_too)
    for _ in range(2):  # a second time changes nothing
        done = await _to_the_end(walk, import_confirm.step, import_id)
        assert (done.added, done.usable) == (added, len(reward.usable(walk.model.today)))
    assert await walk.attempt(set(), import_confirm.confirm, walk.boss, import_id) is False
    if walk.chance(0.3):
        await walk.attempt(set(), import_undo.undo, walk.boss, import_id)
        removed = walk.model.take_codes_out(reward, set(reward.codes) - before)
        done = await _to_the_end(walk, import_undo.step, import_id)
        assert (done.removed, done.added) == (removed, added - removed)
        assert await walk.attempt(set(), import_undo.undo, walk.boss, import_id) is False


async def _to_the_end(
    walk: RandomWalk, step: Callable[[Session, int, int, int], ImportReport], import_id: int
) -> ImportReport:
    while True:
        report = await walk.attempt(set(), step, walk.boss.community_id, import_id, 2)
        assert report is not None
        if report.whole:
            return report


async def wait(walk: RandomWalk) -> None:
    walk.clock.forward(hours=walk.dice.randint(1, 40))
    if walk.chance(0.3):
        await walk.attempt(set(), expiry.expire)


STEPS: dict[Step, int] = {
    award: 2,
    deduct: 1,
    create: 1,
    move: 2,
    edit: 2,
    offer: 5,
    claim: 2,
    grant: 6,
    grant_to_many: 1,
    revoke_grant: 3,
    show_code: 5,
    void: 1,
    redeem_coupon: 3,
    import_codes: 2,
    steps_batches.points_for_many: 2,
    steps_batches.go_on: 2,
    steps_batches.undo: 1,
    wait: 2,
}
"""How often each step is taken, beside the others."""
