"""Load, decide, write: what decisions see of a community, and what they change.

Rows are read in bulk. Decisions look at them and change them in memory, and what has changed is
written in bulk, guarded by conditions in SQL. A decision is plain Python without a session: it can
be made anew, thrown away (as in a dry run), and tested without a database.

A room of services declares its kinds of rows: `Cells` are read and changed, `Lines` only added.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from sqlalchemy import select
from sqlmodel import col

from bot.services.calendar import day_in
from bot.services.digests import digest
from bot.services.later import Later
from bot.services.memory import Known, Memory
from db.errors import StaleError
from db.parts import Bulk
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, param
from db.tables import Community, Event, Fact
from db.upsert import insert_row

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")
P = ParamSpec("P")
T = TypeVar("T")

WRITTEN = (
    "event",
    "fact",
    "member_attribute",
    "streak",
    "tally",
    "wallet",
    "ledger_entry",
    "goal_progress",
    "run",
    "trace",
    "workflow",
    "delivery",
    "audit_entry",
)
"""The tables in the order in which they are written, so that all take locks in one order."""

MOST_PASSES = 10
"""How often a decision is made anew at the most, because something was so already."""


class Change(NamedTuple, Generic[Key, Row]):
    """A row before and after the decisions. `before` None: there was none."""

    key: Key
    before: Row | None
    after: Row


@dataclass(frozen=True, eq=False)
class Cells(Generic[Key, Row]):
    """A kind of rows that decisions read, and that they change if there is a `write`.

    `load` returns the rows of keys, without those that have none. `write` returns what writes the
    changes of a community, on their conditions. `alike`: what will be asked for where a key is, for
    others of the members whom it all is about; it is read with it.
    """

    table: str
    load: Callable[["Loaded", Collection[Key]], Mapping[Key, Row]]
    write: Callable[[int, Sequence[Change[Key, Row]]], Sequence[Bulk]] | None = None
    alike: Callable[[Key, Collection[int]], Iterable[Key]] | None = None


@dataclass(frozen=True, eq=False)
class Upsert:
    """What writes changed rows: those that were not there are inserted, the others updated.

    `update` has the conditions. A row that somebody else inserts meanwhile breaks the transaction.
    """

    insert: BulkStatement
    update: BulkStatement

    def of(self, rows: Sequence[tuple[bool, Mapping[str, Any]]]) -> Sequence[Bulk]:
        """Return what writes rows, each with whether it was there."""
        new = [row for was_there, row in rows if not was_there]
        known = [row for was_there, row in rows if was_there]
        return (self.insert, new), (self.update, known)


@dataclass(frozen=True, eq=False)
class Lines:
    """A kind of rows that are only added. Not `all_new`: one whose key is there is left out."""

    table: str
    insert: BulkStatement
    all_new: bool = True


class CommunityFacts(NamedTuple):
    """What nearly every decision needs to know of a community."""

    secret: str
    timezone: str
    reached_on: date | None
    timezone_since: datetime | None
    announcement_channel_id: int | None


_MADE = Lines("fact", BulkStatement(insert_row(Fact).on_conflict_do_nothing()))
_COMMUNITY = Statement(
    select(*(getattr(Community, name) for name in CommunityFacts._fields)).where(
        col(Community.id) == param("community_id")
    )
)
_FACTS = Statement(
    select(col(Fact.key)).where(*equals(Fact.community_id), among(Fact.key, "digests"))
)
_EVENTS = Statement(
    select(col(Event.key)).where(*equals(Event.community_id), among(Event.key, "digests"))
)


@dataclass
class Loaded:
    """What has been read of a community. Several decisions, one after the other, may go by it.

    `locks`: rows that must not change under a decision are locked as they are read. `memory`: what
    is known from before; what is new in `learned` belongs there once the transaction is committed.
    """

    session: Session
    community_id: int
    memory: Memory = field(default_factory=Memory)
    locks: bool = True

    def __post_init__(self) -> None:
        (row,) = self.session.run(_COMMUNITY, community_id=self.community_id)
        self.community = CommunityFacts(*row)
        self._rows: dict[Cells[Any, Any], dict[Any, Any]] = {}
        self.members: Collection[int] = ()  # whom it all is about
        self.worked_out: dict[Hashable, Any] = {}  # of what was read, so that it is not done again
        self._absent = Known()
        self._days: dict[datetime, date] = {}
        self._digests: dict[str, str] = {}
        self.learned = Memory(secret=self.community.secret)
        if self.memory.secret != self.community.secret:
            self.memory = Memory()

    def digest(self, text: str) -> str:
        """Return what stands for a text in the database; it is asked for, and then written."""
        known = self._digests.get(text)
        if known is None:
            known = self._digests[text] = digest(self.community.secret, text)
        return known

    def day(self, moment: datetime) -> date:
        """Return the community's calendar date at a moment."""
        day = self._days.get(moment)
        if day is None:
            day = self._days[moment] = day_in(self.community, moment)
        return day

    def prefetch(self, cells: Cells[Key, Row], keys: Iterable[Key]) -> None:
        """Read many rows at once that will be asked for."""
        known = self._rows.setdefault(cells, {})
        wanted = dict.fromkeys(key for key in keys if key not in known)
        if wanted:
            found = cells.load(self, wanted.keys())
            # More may come than was asked for. What decisions have gone by already stays as it
            # was: conditions must compare with that.
            known |= dict.fromkeys(wanted) | {k: row for k, row in found.items() if k not in known}

    def get(self, cells: Cells[Key, Row], key: Key) -> Row | None:
        """Return a row; one that nobody has prefetched is read now."""
        rows = self._rows.get(cells)
        if rows is None or key not in rows:
            others = cells.alike(key, self.members) if cells.alike is not None else ()
            self.prefetch(cells, [key, *others])
            rows = self._rows[cells]
        row: Row | None = rows[key]
        return row

    def has_surprise(self, asked: Known) -> bool:
        """Look up what was taken for new; return whether something was not, and remember it."""
        surprise = False
        for name, statement in (("facts", _FACTS), ("events", _EVENTS)):
            absent, known = getattr(self._absent, name), getattr(self.learned, name)
            unknown = {self.digest(text): text for text in getattr(asked, name) - absent}
            if not unknown:
                continue
            which = {"community_id": self.community_id, "digests": sorted(unknown)}
            found = {unknown[row.key] for row in self.session.run(statement, **which)}
            absent |= set(unknown.values()) - found
            known |= found
            surprise |= bool(found)
        return surprise


class State:
    """A community while decisions are made: what was loaded, with what they have changed so far.

    `depth`: how many workflows have caused each other up to what is decided now. `counts_stock`
    False: rewards are taken to be without number, as where nothing is going to be given.
    """

    def __init__(self, loaded: Loaded, *, counts_stock: bool = True) -> None:
        self.loaded = loaded
        self.community_id = loaded.community_id
        self.community = loaded.community
        self.now = loaded.session.now
        self.depth = loaded.session.depth
        self.part: object = None  # what is being decided, for what may fail later
        self.counts_stock = counts_stock
        self.asked = Known()
        self.raised: list[Any] = []  # events; whoever takes them up clears the list
        self._made = Known()
        self._changed: dict[Cells[Any, Any], dict[Any, Any]] = {}
        self._added: dict[Lines, list[Mapping[str, Any]]] = {}
        self._later = Later()
        self.digest, self.day, self.new_id = loaded.digest, loaded.day, loaded.session.new_id

    def on(self, loaded: Loaded) -> "State":
        """Return the same, with what has been read since; nothing of it is going to be written."""
        state = State(loaded, counts_stock=self.counts_stock)
        state._changed, state._made = self._changed, self._made
        return state

    def get(self, cells: Cells[Key, Row], key: Key) -> Row | None:
        """Return a row as it is now; None if there is none."""
        changed = self._changed.get(cells)
        if changed is not None and key in changed:
            row: Row | None = changed[key]
            return row
        return self.loaded.get(cells, key)

    def set(self, cells: Cells[Key, Row], key: Key, row: Row) -> None:
        """Change a row, or make one."""
        self._changed.setdefault(cells, {})[key] = row

    def add(self, lines: Lines, row: Mapping[str, Any]) -> None:
        """Add a row; it is written as it is then."""
        self._added.setdefault(lines, []).append(row)

    def later(
        self,
        use_case: Callable[Concatenate[Session, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Have a use case done once everything is written, for what is rare and manifold.

        What it could refuse must have been decided.
        """
        self._later.add(self.part, self.depth, partial(_call, use_case, args, kwargs))

    def later_together(
        self, use_case: Callable[[Session, Sequence[T]], object], request: T
    ) -> None:
        """Do the same, at once for all that is asked of a use case in succession."""
        self._later.add_together(self.part, self.depth, use_case, request)

    def is_so(self, fact: str) -> bool:
        """Return whether something is so once and for ever.

        What nobody knows of is taken for new; `Loaded.has_surprise` asks for all of it at once.
        """
        known = self.loaded
        if fact in known.memory.facts or fact in self._made.facts or fact in known.learned.facts:
            return True
        self.asked.facts.add(fact)
        return False

    def make_so(self, fact: str) -> bool:
        """Make something so once and for ever; False if it was."""
        if self.is_so(fact):
            return False
        self._made.facts.add(fact)
        row = {"community_id": self.community_id, "key": self.digest(fact), "at": self.now}
        self.add(_MADE, row)
        return True

    def knows_event(self, key: str) -> bool:
        """Return whether it is known that an event has a key."""
        known = self.loaded
        return key in known.memory.events or key in self._made.events or key in known.learned.events

    def is_new_event(self, key: str) -> bool:
        """Return whether no event has a key yet, and take note that one has it now."""
        if self.knows_event(key):
            return False
        self.asked.events.add(key)
        self._made.events.add(key)
        return True

    def write(self) -> None:
        """Write what has changed; `StaleError` where a condition refuses something.

        What was to be done later and fails raises `BrokenPartError`.
        """
        session = self.loaded.session
        # What has no `write` is seen by later decisions alone; a use case of theirs writes it.
        changed = [cells for cells in self._changed if cells.write is not None]
        kinds: list[Cells[Any, Any] | Lines] = [*changed, *self._added]
        kinds.sort(key=lambda kind: WRITTEN.index(kind.table))
        bulks = [(kind, bulk) for kind in kinds for bulk in self._rows_of(kind)]
        written = session.run_bulks([bulk for _, bulk in bulks])
        for (kind, (_, rows)), count in zip(bulks, written, strict=True):
            if count != len(rows) and not (isinstance(kind, Lines) and not kind.all_new):
                raise StaleError(kind.table, count, len(rows))
        self._later.do(session)
        self.loaded.learned.facts |= self._made.facts
        self.loaded.learned.events |= self._made.events

    def _rows_of(self, kind: Cells[Any, Any] | Lines) -> Sequence[Bulk]:
        """Return what writes the rows of one kind."""
        if isinstance(kind, Lines):
            return [(kind.insert, self._added[kind])]
        self.loaded.prefetch(kind, self._changed[kind])
        changes = [
            Change(key, before, after)
            for key, after in sorted(self._changed[kind].items())
            if (before := self.loaded.get(kind, key)) != after
        ]
        assert kind.write is not None
        return kind.write(self.community_id, changes) if changes else ()


def _call(
    use_case: Callable[..., object],
    args: Sequence[object],
    kwargs: Mapping[str, object],
    session: Session,
) -> object:
    return use_case(session, *args, **kwargs)


def _decided(loaded: Loaded, decision: Callable[[State], T]) -> tuple[State, T]:
    """Make a decision, anew if something that it took for new was there already."""
    for _ in range(MOST_PASSES):
        state = State(loaded)
        result = decision(state)
        if not loaded.has_surprise(state.asked):
            return state, result
    raise StaleError("a decision found something new each time")


def decide(loaded: Loaded, decision: Callable[[State], T]) -> T:
    """Make a decision, and write it. All that it does must be done through the state.

    Raises `StaleError` and `BrokenPartError`.
    """
    state, result = _decided(loaded, decision)
    state.write()
    return result


def try_out(loaded: Loaded, decision: Callable[[State], T]) -> T:
    """Make a decision without writing it."""
    return _decided(loaded, decision)[1]


def decide_now(session: Session, community_id: int, decision: Callable[[State], T]) -> T:
    """Make a decision within a use case; pending changes of the session are taken into account."""
    return decide(Loaded(session, community_id), decision)
