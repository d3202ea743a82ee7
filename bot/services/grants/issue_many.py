"""Giving to many members: read, decided and written together.

Each of them gets what `issue` would give them, by the same rule and behind the same conditions.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import deliveries
from bot.services.actors import Person, require_human
from bot.services.errors import RefusedError
from bot.services.grants import written
from bot.services.grants.given import HOLDINGS
from bot.services.grants.written import NewGrant, NotAsDecidedError
from bot.services.rewards import stock
from bot.services.rewards.eligibility import MemberFacts, is_held_badge, why_not
from bot.services.rewards.locking import LockedReward
from bot.services.state import Loaded
from db.errors import StaleError
from db.parts import Part
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, inline, param, params
from db.tables import (
    Code,
    CodeState,
    Grant,
    GrantSource,
    Member,
    RewardKind,
)

_SEEN = Statement(
    select(col(Member.member_id), col(Member.present)).where(
        *equals(Member.community_id), among(Member.member_id, "member_ids")
    )
)
_BEFORE = Statement(
    select(col(Grant.member_id), col(Grant.key)).where(
        *equals(Grant.community_id), among(Grant.key, "keys")
    )
)
_AVAILABLE = col(Code.state) == inline(CodeState.AVAILABLE)
_NEXT_CODES = Statement(
    select(col(Code.id))
    .where(
        *equals(Code.community_id, Code.reward_id),
        _AVAILABLE,
        col(Code.expires_on) >= param("today"),
    )
    .order_by(col(Code.expires_on), col(Code.id))
    .limit(param("most"))
    .with_for_update(skip_locked=True)
)
_TAKE_CODES = BulkStatement(
    update(Code)
    .where(*equals(Code.community_id, Code.id), _AVAILABLE)
    .values(state=CodeState.ASSIGNED, **params("grant_id", changed_at="now")),
    at_once=True,
)


def issue_many(
    session: Session,
    reward: LockedReward,
    keys: Mapping[int, str],
    *,
    actor_id: int | None,
    tell: bool,
    part_of: int,
) -> list[bool | RefusedError]:
    """Give a reward to members in this order, once for each one's key.

    Returns for each whether it is new to them, or why they may not have it. `NotAsDecidedError`: a
    condition of the database has refused it, and all must be undone.
    """
    if written.delivers(reward):  # which is given to one after the other
        raise NotAsDecidedError("delivers")
    decisions = _Decisions(session, reward, keys, actor_id, part_of)
    outcomes: list[bool | RefusedError] = []
    for member_id, key in keys.items():
        try:
            outcomes.append(decisions.decide(member_id, key))
        except RefusedError as refusal:
            outcomes.append(refusal)
    decisions.write(tell=tell)
    return outcomes


def issue_decided(session: Session, grants: Sequence[NewGrant]) -> None:
    """Write grants that decisions have made, of any rewards, which are locked.

    One whose key has been granted before is left out. Not of what has codes, or delivers: those
    have locks of their own. Raises `StaleError`.
    """
    keys = {new.key for new in grants}
    which = {"community_id": grants[0].reward.community_id, "keys": keys}
    before = {row.key for row in session.run(_BEFORE, **which)}
    grants = [new for new in grants if new.key not in before]
    try:
        written.write_many(session, [written.parts(session, new, None) for new in grants])
    except NotAsDecidedError as error:
        raise StaleError from error
    told = [row for new in grants for row in written.telling(session, new, tell=True)]
    deliveries.enqueue_all(session, told)


class _Decisions:
    """What was read, and what has been decided so far."""

    def __init__(
        self,
        session: Session,
        reward: LockedReward,
        keys: Mapping[int, str],
        actor_id: int | None,
        part_of: int,
    ) -> None:
        self._session, self._reward = session, reward
        self._actor_id, self._part_of = actor_id, part_of
        self._loaded = Loaded(session, reward.community_id)
        self._loaded.prefetch(HOLDINGS, ((reward.id, member_id) for member_id in keys))
        self._today = self._loaded.day(session.now)
        here = {"community_id": reward.community_id}
        seen = session.run(_SEEN, **here, member_ids=keys.keys())
        self._present: dict[int, bool] = {row.member_id: row.present for row in seen}
        before = session.run(_BEFORE, **here, keys=keys.values())
        self._before = {row.member_id for row in before}
        self._codes: list[int] | None = None
        if reward.kind == RewardKind.VOUCHER:
            which = here | {"reward_id": reward.id, "today": self._today}
            codes = session.run(_NEXT_CODES, **which, most=len(keys) + reward.set_aside)
            self._codes = [row.id for row in reversed(codes)]
        self._new: list[NewGrant] = []
        self._parts: list[Mapping[str, Part]] = []
        self._taken: list[dict[str, Any]] = []

    def decide(self, member_id: int, key: str) -> bool:
        """Decide for one; False: they have it. Raises what `issue` would."""
        reward, session = self._reward, self._session
        present = self._present.get(member_id)
        person = Person(reward.community_id, member_id, present=present is not False)
        require_human(person)
        if member_id in self._before:
            return False
        held = self._loaded.get(HOLDINGS, (reward.id, member_id)) or 0
        usable = None if self._codes is None else len(self._codes)
        refusal = why_not(
            reward,
            MemberFacts(held),
            self._today,
            now=session.now,
            claim=False,
            usable_codes=usable,
        )
        if refusal is not None and is_held_badge(reward, refusal):
            return False
        if refusal is not None:
            raise refusal
        new = NewGrant(
            session.new_id(),
            reward,
            person,
            GrantSource.MANAGER,
            key,
            self._actor_id,
            self._today,
            0,
            present is not None,
            self._loaded.community.secret,
        )
        self._new.append(new)
        self._parts.append(written.parts(session, new, self._part_of))
        if self._codes is not None:
            code = {"id": self._codes.pop(), "grant_id": new.id, "now": session.now}
            self._taken.append({"community_id": reward.community_id} | code)
        self._reward = reward._replace(granted=reward.granted + 1)
        return True

    def write(self, *, tell: bool) -> None:
        """Write what has been decided."""
        session = self._session
        written.write_many(session, self._parts)
        if session.run_many(_TAKE_CODES, self._taken) != len(self._taken):
            raise NotAsDecidedError("code")
        told = [row for new in self._new for row in written.telling(session, new, tell=tell)]
        deliveries.enqueue_many(session, told)
        if self._taken:
            stock.watch(session, self._reward.community_id, self._reward.id)
