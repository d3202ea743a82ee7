"""What changed about members: what Discord says now, compared with what Laurel last knew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.services import communities, events
from bot.services.events import NewEvent
from bot.services.members import returning_roles, role_meanings
from bot.services.members.role_meanings import RoleMeaning
from bot.services.points import left_out, tiers
from bot.services.points.tiers import TierRow
from db.session import Session
from db.tables import DeliveryKind, Member

_SAME_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class MemberSnapshot:
    """A member at one moment, by what Discord says now or by what Laurel last knew.

    `role_ids` without the role that everybody has. What its maker does not know keeps its default.
    """

    member_id: int
    role_ids: frozenset[int] = frozenset()
    joined_at: datetime | None = None
    pending: bool = False  # has yet to pass the membership screening
    boosting_since: datetime | None = None
    bot: bool = False
    left_out: bool = False  # they earn nothing


class MemberRow(Protocol):
    """What is compared of a member's row: the row itself, or only these columns of it."""

    @property
    def present(self) -> bool: ...
    @property
    def pending(self) -> bool: ...
    @property
    def role_ids(self) -> Iterable[int]: ...
    @property
    def joined_at(self) -> datetime | None: ...
    @property
    def boosting_since(self) -> datetime | None: ...


COMPARED_COLUMNS = ("present", "pending", "role_ids", "joined_at", "boosting_since")
"""The columns that are compared with a snapshot."""


def matches(row: MemberRow | None, snapshot: MemberSnapshot) -> bool:
    """Return whether a row, or those columns of one, says the same as a snapshot."""
    return (
        row is not None
        and row.joined_at is not None
        and row.present
        and row.pending == snapshot.pending
        and frozenset(row.role_ids) == snapshot.role_ids
        and row.boosting_since == snapshot.boosting_since
        and not _joined_anew(row, snapshot)
    )


class MemberDiff:
    """Compares members of one community with their rows, and raises what has changed."""

    def __init__(self, session: Session, community_id: int) -> None:
        self._session = session
        self._community_id = community_id
        self._baseline = communities.get(session, community_id).reconciled_at is None
        self._meanings = role_meanings.meanings(session, community_id)
        self._tiers = {tier.role_id: tier for tier in tiers.every(session, community_id)}
        known: list[RoleMeaning | TierRow] = [*self._meanings.values(), *self._tiers.values()]
        self._unnoted = [one for one in known if one.noted_upto is not None]
        self._left_out = left_out.roles(session, community_id)

    def apply(self, pairs: Sequence[tuple[Member, MemberSnapshot]]) -> None:
        """Compare members, raise the differences, and remember what is so now."""
        if self._baseline:
            self.import_existing(pairs)
            return
        for row, snapshot in pairs:
            if row.joined_at is None:
                self._first(row, snapshot)
            else:
                self._again(row, snapshot)
            self._remember(row, snapshot)

    def import_existing(self, pairs: Sequence[tuple[Member, MemberSnapshot]]) -> None:
        """Store what members are and have, without an event, as if it had always been so."""
        for row, snapshot in pairs:
            self._remember(row, snapshot)
        self._session.flush()  # all rows at once: at first there are many
        for _, snapshot in pairs:
            self._import_existing(snapshot)

    def _remember(self, row: Member, snapshot: MemberSnapshot) -> None:
        row.joined_at = snapshot.joined_at or row.joined_at or self._session.now
        row.present = True
        row.pending = snapshot.pending
        row.role_ids = sorted(snapshot.role_ids)
        row.left_out = left_out.is_out(row, self._left_out)
        row.boosting_since = snapshot.boosting_since

    def _first(self, row: Member, snapshot: MemberSnapshot) -> None:
        """Meet somebody: mostly they have just joined.

        Who is known to have signed up, and yet has no row, had their data erased.
        """
        if events.is_so(self._session, self._community_id, signed_up(row.member_id)):
            self._import_existing(snapshot)
        else:
            self._changes(row, snapshot)

    def _again(self, row: Member, snapshot: MemberSnapshot) -> None:
        returned = not row.present or _joined_anew(row, snapshot)
        if returned:
            # Leaving takes all roles away. That ends nothing at once: who returns finds it again.
            self._mark_lapsing(row, snapshot.role_ids)
            row.role_ids = sorted(snapshot.role_ids.intersection(row.role_ids))
            row.boosting_since = None
        if not snapshot.pending and (returned or row.pending):
            since = snapshot.joined_at or self._session.now
            returning_roles.give_again(
                self._session, self._community_id, row.member_id, since, snapshot.role_ids
            )
        self._changes(row, snapshot)

    def _mark_lapsing(self, row: Member, role_ids: frozenset[int]) -> None:
        """Let plans lapse unless the roles come back that stand for them."""
        for role_id in sorted(set(row.role_ids) - role_ids):
            meaning = self._meanings.get(role_id)
            if meaning is not None:
                self._lost(row.member_id, meaning, role_ids)

    def _changes(self, row: Member, snapshot: MemberSnapshot) -> None:
        if not snapshot.pending:
            self._signup(row, snapshot)
        self._boost(row, snapshot)
        self.roles(row, snapshot.role_ids)

    def _boost(self, row: Member, snapshot: MemberSnapshot) -> None:
        """Raise that somebody boosts now, once for ever: what is gone for a moment comes again.

        What began longer ago than events are kept may have been stored, and forgotten since.
        """
        began, now = snapshot.boosting_since, self._session.now
        if began is None or began == row.boosting_since or began < now - events.KEPT:
            return
        key = f"boost_started:{row.member_id}:{began.isoformat()}"
        self._raise("boost_started", key, row.member_id, min(began, now), fact=key)

    def _signup(self, row: Member, snapshot: MemberSnapshot) -> None:
        if row.joined_at is not None and not row.pending:
            return
        # Who passes the screening signs up then, everybody else as they join.
        at = self._session.now
        if not row.pending and snapshot.joined_at is not None:
            at = min(snapshot.joined_at, at)
        fact = signed_up(row.member_id)
        self._raise("user_signup", fact, row.member_id, at, fact=fact)

    def roles(self, row: Member, role_ids: frozenset[int], *, deleted: bool = False) -> None:
        """Raise which roles came and went, and what they stand for.

        A membership whose role is missing lapses; one whose role was `deleted` ends at once.
        """
        before = frozenset(row.role_ids)
        if before == role_ids:
            return
        if self._unnoted:
            self._note_existing(row.member_id, before)
        row.role_ids = sorted(role_ids)
        row.left_out = left_out.is_out(row, self._left_out)
        self._session.flush()
        for role_id in sorted(before - role_ids):
            self._role_removed(row.member_id, role_id, role_ids, deleted)
        deepest = 0
        for role_id in sorted(role_ids - before):
            self._role_added(row.member_id, role_id)
            deepest = max(deepest, self._session.depth)
        if self._tiers.keys() & (role_ids - before):
            self._session.depth = deepest
            tiers.mark_reached(self._session, self._community_id, row.member_id, role_ids)
        self._session.depth = 0

    def _role_removed(
        self, member_id: int, role_id: int, left: frozenset[int], deleted: bool
    ) -> None:
        self._role_changed("role_removed", DeliveryKind.TAKE_ROLE, member_id, role_id)
        meaning = self._meanings.get(role_id)
        if meaning is not None:
            self._lost(member_id, meaning, left, deleted=deleted)

    def _lost(
        self, member_id: int, meaning: RoleMeaning, left: frozenset[int], *, deleted: bool = False
    ) -> None:
        """Let what a missing role stood for lapse, or end it."""
        lost = role_meanings.end if deleted else role_meanings.mark_lapsing
        if self._has_another(meaning, left):
            lost = role_meanings.mark_level_lapsing
        lost(self._session, self._community_id, member_id, meaning)

    def _role_added(self, member_id: int, role_id: int) -> None:
        session, community_id = self._session, self._community_id
        self._role_changed("role_added", DeliveryKind.GIVE_ROLE, member_id, role_id)
        meaning = self._meanings.get(role_id)
        if meaning is not None:
            role_meanings.raise_gained(session, community_id, member_id, meaning, session.now)

    def _import_existing(self, snapshot: MemberSnapshot) -> None:
        if not snapshot.pending:
            events.once(self._session, self._community_id, signed_up(snapshot.member_id))
        self._import_roles(snapshot.member_id, snapshot.role_ids)

    def _note_existing(self, member_id: int, held: frozenset[int]) -> None:
        """Note what somebody had before their roles change, if it has not been their turn yet."""
        unnoted = {one.role_id for one in self._unnoted if not one.is_noted(member_id)}
        self._import_roles(member_id, held & unnoted)

    def _import_roles(self, member_id: int, role_ids: frozenset[int]) -> None:
        """Store what roles mean that a member holds, and their tiers, without an event."""
        session, community_id = self._session, self._community_id
        for role_id in sorted(role_ids & self._meanings.keys()):
            role_meanings.import_existing(
                session, community_id, [member_id], self._meanings[role_id]
            )
        if self._tiers.keys() & role_ids:
            tiers.import_existing(session, community_id, member_id, role_ids)

    def _has_another(self, meaning: RoleMeaning, role_ids: frozenset[int]) -> bool:
        """Return whether another of these roles stands for the same."""
        others = (self._meanings.get(role_id) for role_id in role_ids)
        return any(other is not None and other.means == meaning.means for other in others)

    def _role_changed(self, trigger: str, kind: DeliveryKind, member_id: int, role_id: int) -> None:
        session = self._session
        session.depth = returning_roles.depth(session, self._community_id, member_id, role_id, kind)
        # The row has decided that this is news, so any new key will do.
        key = f"{trigger}:{member_id}:{role_id}:{session.new_id()}"
        self._raise(trigger, key, member_id, session.now, data={"role": str(role_id)})

    def _raise(
        self,
        trigger: str,
        key: str,
        member_id: int,
        at: datetime,
        *,
        data: dict[str, str] | None = None,
        fact: str | None = None,
    ) -> None:
        event = NewEvent(
            self._community_id, trigger, key, member_id, at, data=data or {}, fact=fact
        )
        events.store(self._session, [event])


def _joined_anew(row: MemberRow, snapshot: MemberSnapshot) -> bool:
    """Return whether somebody left and came back while nobody looked."""
    return (
        row.joined_at is not None
        and snapshot.joined_at is not None
        and snapshot.joined_at - row.joined_at > _SAME_MOMENT
    )


def signed_up(member_id: int) -> str:
    """Return the fact that somebody has joined and passed the screening, once for ever."""
    return f"user_signup:{member_id}"
