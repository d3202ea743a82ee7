"""Raffles as they are shown: on their card, in managers' lists, to who has won."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import col

from bot.services.actors import NOBODY, Person, require_manager
from bot.services.errors import RefusedError, existing
from bot.services.lookup import as_id
from bot.services.paging import ListPage, count_rows, paging
from bot.services.raffles.rows import NAMED
from bot.services.typed import fold, one_line
from db.session import Session
from db.tables import (
    EntryOutcome,
    Member,
    Raffle,
    RaffleEntry,
    RaffleState,
    Reward,
    RewardKind,
    linked,
)

PAGE = 10
"""Raffles on a page of a list."""

SUGGESTED = 25
"""Raffles that are suggested while somebody types."""


class WhichRaffleError(RefusedError):
    """What was typed names no raffle that runs, or several."""

    message = "raffle-which"


@dataclass(frozen=True)
class Winner:
    """An entry that was drawn; `member_id` None: they do not want to be named, or were erased."""

    number: int
    member_id: int | None
    accepted: bool
    accept_until: datetime | None


@dataclass(frozen=True)
class RaffleView:
    """All of a raffle that everybody may see. `seed` is None until the close.

    `closed_by`: who closed it before its time. `passed`: how many were passed over. `reason`: the
    id of a text that says why units were left.
    """

    raffle_id: int
    reward_name: str
    reward_kind: RewardKind
    description: str
    state: RaffleState
    channel_id: int | None
    message_id: int | None
    required_role_id: int | None
    least_days: int
    units: int
    closes_at: datetime
    accept_minutes: int
    entries: int
    commitment: str | None
    seed: str | None
    closed_at: datetime | None
    closed_by: int | None
    reason: str | None
    winners: list[Winner] = field(default_factory=list)
    lapsed: int = 0
    passed: int = 0


def view(session: Session, community_id: int, raffle_id: int) -> RaffleView:
    """Return a raffle as its card shows it; `GoneError` if there is none."""
    raffle = existing(session.get(Raffle, (community_id, raffle_id)))
    reward = session.get_one(Reward, (community_id, raffle.reward_id))
    of = (
        col(RaffleEntry.community_id) == community_id,
        col(RaffleEntry.raffle_id) == raffle_id,
    )
    rows = session.execute(
        select(RaffleEntry, col(Member.announcements_off))
        .outerjoin(Member, linked(Member.member_id, RaffleEntry.member_id))
        .where(*of, col(RaffleEntry.outcome).in_(NAMED))
        .order_by(col(RaffleEntry.place))
    )
    outcomes = session.execute(
        select(col(RaffleEntry.outcome), func.count())
        .where(*of, col(RaffleEntry.outcome).is_not(None))
        .group_by(col(RaffleEntry.outcome))
    )
    counted: dict[str | None, int] = dict(outcomes.all())
    return RaffleView(
        raffle.id,
        reward.name,
        RewardKind(reward.kind),
        reward.description,
        RaffleState(raffle.state),
        raffle.channel_id,
        raffle.message_id,
        raffle.required_role_id,
        raffle.least_days,
        raffle.units,
        raffle.closes_at,
        raffle.accept_minutes,
        raffle.entries,
        raffle.commitment,
        raffle.revealed,
        raffle.closed_at,
        raffle.closed_by,
        raffle.reason,
        [_winner(entry, unnamed=bool(unnamed)) for entry, unnamed in rows],
        counted.get(EntryOutcome.LAPSED, 0),
        counted.get(EntryOutcome.PASSED, 0),
    )


def _winner(entry: RaffleEntry, *, unnamed: bool) -> Winner:
    return Winner(
        entry.number,
        None if unnamed or entry.member_id >= NOBODY else entry.member_id,
        entry.outcome == EntryOutcome.ACCEPTED,
        entry.accept_until,
    )


def details(session: Session, by: Person, raffle_id: int) -> RaffleView:
    """Return a raffle, for a manager."""
    require_manager(session, by)
    return view(session, by.community_id, raffle_id)


@dataclass(frozen=True)
class RaffleLine:
    """A raffle in a list."""

    raffle_id: int
    reward_name: str
    state: RaffleState
    units: int
    entries: int
    closes_at: datetime  # of one that is over: when it was drawn or cancelled


def list_page(session: Session, by: Person, page: int = 1) -> ListPage[RaffleLine]:
    """Return a page of all raffles that were opened, newest first."""
    require_manager(session, by)
    opened = _opened(by.community_id)
    total = count_rows(session, Raffle, *opened)
    shown = paging(total, page, PAGE)
    rows = session.execute(
        _lines(*opened).order_by(col(Raffle.id).desc()).offset(shown.offset).limit(PAGE)
    )
    return ListPage([_line(*row) for row in rows], total, shown.page, shown.pages, 0)


def find_open(session: Session, by: Person, typed: str = "") -> list[RaffleLine]:
    """Return up to 25 raffles that run, by a part of their reward's name."""
    require_manager(session, by)
    rows = session.execute(
        _lines(
            col(Raffle.community_id) == by.community_id,
            col(Raffle.state) == RaffleState.OPEN,
            col(Reward.name_key).contains(fold(typed.strip()), autoescape=True),
        )
        .order_by(col(Raffle.closes_at), col(Raffle.id))
        .limit(SUGGESTED)
    )
    return [_line(*row) for row in rows]


def resolve(session: Session, by: Person, typed: str) -> int:
    """Return the raffle that a manager means: by its id, or by what it is of if one such runs."""
    require_manager(session, by)
    raffle_id = as_id(typed)
    if raffle_id is not None and session.get(Raffle, (by.community_id, raffle_id)) is not None:
        return raffle_id
    called = select(col(Raffle.id)).join(Reward, linked(Reward.id, Raffle.reward_id))
    found = session.scalars(
        called.where(
            col(Raffle.community_id) == by.community_id,
            col(Raffle.state) == RaffleState.OPEN,
            col(Reward.name_key) == fold(one_line(typed)),
        )
    ).all()
    if len(found) != 1:
        raise WhichRaffleError(given=one_line(typed)[:80], count=len(found))
    return found[0]


def _opened(community_id: int) -> tuple[ColumnElement[bool], ...]:
    return col(Raffle.community_id) == community_id, col(Raffle.state) != RaffleState.DRAFT


def _lines(*which: ColumnElement[bool]) -> Select[Raffle, str]:
    joined = select(Raffle, col(Reward.name)).join(Reward, linked(Reward.id, Raffle.reward_id))
    return joined.where(*which)


def _line(raffle: Raffle, name: str) -> RaffleLine:
    return RaffleLine(
        raffle.id,
        name,
        RaffleState(raffle.state),
        raffle.units,
        raffle.entries,
        raffle.closed_at or raffle.closes_at,
    )


@dataclass(frozen=True)
class Waiting:
    """Something that a member has won and not accepted yet."""

    raffle_id: int
    reward_name: str
    accept_until: datetime


def waiting(session: Session, person: Person) -> list[Waiting]:
    """Return what somebody has won and may still accept, the most urgent first."""
    rows = session.execute(
        select(col(Raffle.id), col(Reward.name), col(RaffleEntry.accept_until))
        .join(Raffle, linked(RaffleEntry.raffle_id, Raffle.id))
        .join(Reward, linked(Reward.id, Raffle.reward_id))
        .where(
            col(RaffleEntry.community_id) == person.community_id,
            col(RaffleEntry.member_id) == person.member_id,
            col(RaffleEntry.outcome) == EntryOutcome.WON,
            col(RaffleEntry.accept_until) > session.now,
        )
        .order_by(col(RaffleEntry.accept_until))
        .limit(PAGE)
    )
    return [Waiting(*row) for row in rows]


def entries(session: Session, by: Person, raffle_id: int) -> list[RaffleEntry]:
    """Return every entry by its number, for a manager: whose it is, and what became of it."""
    require_manager(session, by)
    return list(
        session.execute(
            select(RaffleEntry)
            .where(
                col(RaffleEntry.community_id) == by.community_id,
                col(RaffleEntry.raffle_id) == raffle_id,
            )
            .order_by(col(RaffleEntry.number))
        ).scalars()
    )


def posted(session: Session, community_id: int, raffle_id: int, message_id: int) -> None:
    """Remember where a raffle's card stands."""
    raffle = session.locked(Raffle, (community_id, raffle_id), key_share=True)
    if raffle is not None and raffle.channel_id is not None:
        raffle.message_id = message_id
