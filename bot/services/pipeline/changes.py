"""Changes of what earns that a manager looks at before they are saved.

Each can be tried on what has happened (`alter`), be saved by the use case that it stands for, and
be kept as JSON between the two.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.services import calendar, communities, forms
from bot.services.actors import Person, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.members.diff import MemberSnapshot
from bot.services.points import boosts, left_out, places, rules
from bot.services.points.boosts import BoostRow
from bot.services.points.places import PlaceRow
from bot.services.points.rules import Rule
from bot.services.state import Loaded, State
from db.session import Session

FORM = "earning-change"
"""What kept changes are called among forms."""


class _Change(BaseModel):
    """Something about earning that would be otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def only(self) -> str | None:
        """The one action that it concerns; None: it may concern every action."""
        return None

    @property
    def names(self) -> Sequence[int]:
        """The channels, or the role, that it is about; they may be deleted before it is saved."""
        return ()

    @property
    def ends_days(self) -> bool:
        """Whether what was a member's first activity of a day might be none any more."""
        return False

    def alter(self, state: State) -> None:
        """Let decisions on a state be made as if it were saved; `InvalidInputError`."""

    def leaves_out(self, who: MemberSnapshot) -> bool:
        """Return whether somebody would earn nothing."""
        return who.left_out

    def save(self, session: Session, by: Person) -> None:
        """Save it."""
        raise NotImplementedError


class RuleChange(_Change):
    """Another rule for an action; what is None stays as it is. `reset`: the default again."""

    kind: Literal["rule"] = "rule"
    action: str
    points: int | None = None
    daily_cap: int | None = None
    cooldown: int | None = None
    reset: bool = False

    @property
    def only(self) -> str:
        """Return the action."""
        return self.action

    def alter(self, state: State) -> None:
        """Let the action pay by the other rule."""
        known = state.get(rules.CHANGED, None)
        changed = dict(known or {})
        before = rules.find_in(state, self.action)
        if before is None:
            raise rules.no_such(self.action)
        if self.reset:
            changed.pop(self.action, None)
        else:
            changed[self.action] = rules.merged(before, self.points, self.daily_cap, self.cooldown)
        state.set(rules.CHANGED, None, changed)

    def save(self, session: Session, by: Person) -> None:
        """Change the rule."""
        if self.reset:
            rules.reset(session, by, self.action)
        else:
            rules.change(
                session,
                by,
                self.action,
                points=self.points,
                daily_cap=self.daily_cap,
                cooldown=self.cooldown,
            )


class PlaceChange(_Change):
    """Another factor for a channel or category; None: it pays there what it pays elsewhere."""

    kind: Literal["place"] = "place"
    channel_id: int
    action: str = places.EVERYTHING
    factor: int | None

    @property
    def only(self) -> str | None:
        """Return the action, if it is one."""
        return self.action or None

    @property
    def names(self) -> Sequence[int]:
        """Return the channel or category."""
        return (self.channel_id,)

    @property
    def ends_days(self) -> bool:
        """Return whether what happens there is nothing."""
        return self.factor == 0

    def alter(self, state: State) -> None:
        """Let what happens there count so many times."""
        if self.action and rules.find_in(state, self.action) is None:
            raise rules.no_such(self.action)
        known = state.get(places.PLACES, None)
        factors = dict(known or {})
        factors.pop((self.channel_id, self.action), None)
        if self.factor is not None:
            factors[self.channel_id, self.action] = places.checked(self.factor)
        state.set(places.PLACES, None, factors)

    def save(self, session: Session, by: Person) -> None:
        """Set or remove the place."""
        if self.factor is None:
            places.remove(session, by, self.channel_id, self.action)
        else:
            places.put(session, by, PlaceRow(self.channel_id, self.action, self.factor))


class LeftOutChange(_Change):
    """Holders of a role, or one member, earn nothing; or, not `out`, they earn again."""

    kind: Literal["left_out"] = "left_out"
    role_id: int | None = None
    member_id: int | None = None
    out: bool

    @property
    def names(self) -> Sequence[int]:
        """Return the role, if it is one."""
        return () if self.role_id is None else (self.role_id,)

    def alter(self, state: State) -> None:
        """Refuse the role that everybody has; who is left out is asked for member by member."""
        left_out.checked(state.community_id, self.role_id)

    def leaves_out(self, who: MemberSnapshot) -> bool:
        """Return it as if it were saved; who is let in may still be out for another reason."""
        concerned = self.role_id in who.role_ids or self.member_id == who.member_id
        return self.out if concerned else who.left_out

    def save(self, session: Session, by: Person) -> None:
        """Leave them out, or no more."""
        if self.role_id is not None:
            of_role = left_out.leave_out_role if self.out else left_out.let_role_earn
            of_role(session, by, self.role_id)
        elif self.member_id is not None:
            alone = left_out.leave_out_member if self.out else left_out.let_member_earn
            alone(session, by, self.member_id)


class BoostChange(_Change):
    """A boost that is planned. `begins_at` None: when it is saved; `announce`: as it begins."""

    kind: Literal["boost"] = "boost"
    factor: int
    channel_ids: tuple[int, ...] = ()
    begins_at: datetime | None = None
    ends_at: datetime
    announce: bool = True

    @property
    def names(self) -> Sequence[int]:
        """Return where it is, if not everywhere."""
        return self.channel_ids

    def row(self, now: datetime) -> BoostRow:
        """Return it as it would be stored now."""
        return BoostRow(0, self.factor, self.channel_ids, self.begins_at or now, self.ends_at)

    def alter(self, state: State) -> None:
        """Let it be on all the time, since it is looked at by what has happened."""
        boost = boosts.checked(self.row(state.now), state.now)
        always = boost._replace(
            begins_at=datetime.min.replace(tzinfo=state.now.tzinfo),
            ends_at=state.now + timedelta(days=1),
        )
        state.set(boosts.BOOSTS, None, [*(state.get(boosts.BOOSTS, None) or ()), always])

    def save(self, session: Session, by: Person) -> None:
        """Plan or begin it."""
        boosts.create(session, by, self.row(session.now), announce=self.announce)


Change = RuleChange | PlaceChange | LeftOutChange | BoostChange
_ANY: TypeAdapter[Change] = TypeAdapter(Annotated[Change, Field(discriminator="kind")])


def keep(session: Session, by: Person, change: Change) -> int:
    """Keep a change until it is saved; return the id of the form that holds it."""
    require_manager(session, by)
    return forms.keep(session, by, FORM, change.model_dump(mode="json"))


def load(session: Session, by: Person, form_id: int) -> Change:
    """Return a change that was kept."""
    require_manager(session, by)
    return _ANY.validate_python(forms.peek(session, by, form_id).values)


def rule_after(session: Session, by: Person, change: RuleChange) -> Rule | None:
    """Return the rule that a change makes; None for an action that it removes."""
    require_manager(session, by)
    state = State(Loaded(session, by.community_id, locks=False))
    if not change.reset:
        change.alter(state)
        return rules.find_in(state, change.action)
    return rules.DEFAULTS.get(change.action)


def save(session: Session, by: Person, form_id: int) -> Change:
    """Save a change that was kept, once, and return it; a second time is no mistake.

    `GoneError` where what it is about was deleted since.
    """
    require_manager(session, by)
    kept, first = forms.take(session, by, form_id)
    change = _ANY.validate_python(kept.values)
    if not first:
        return change
    if any(communities.is_deleted(session, by.community_id, id_) for id_ in change.names):
        raise GoneError
    change.save(session, by)
    return change


def planned(
    session: Session,
    by: Person,
    factor: int,
    typed: Mapping[str, str | None],
    channel_ids: tuple[int, ...],
    *,
    announce: bool,
) -> BoostChange:
    """Return a boost between two moments that were `typed`: `start`, None for now, and `end`."""
    require_manager(session, by)
    zone = communities.get(session, by.community_id).timezone
    moments: dict[str, Any] = {}
    for name, text in typed.items():
        try:
            moment = calendar.typed_moment(text, zone, session.now) if text else None
        except calendar.BadMomentError:
            raise calendar.bad_date(name, f"boost-bad-moment-{name}", text or "") from None
        moments[name] = moment
    if moments["end"] is None:
        raise InvalidInputError("end", "boost-bad-moment-end")
    change = BoostChange(
        factor=factor,
        channel_ids=channel_ids,
        begins_at=moments["start"],
        ends_at=moments["end"],
        announce=announce,
    )
    boost = boosts.checked(change.row(session.now), session.now)
    boosts.require_new(session, by.community_id, boost)
    return change
