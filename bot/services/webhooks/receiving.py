"""What a call to a webhook makes happen.

A call says `{"type": "course_complete", "member": "<Discord id>", "data": {…}}`, and may say when
that happened: `"timestamp": "2025-06-01T18:00:00Z"`. Its id makes it happen once. What it tells (a
course completed, a membership begun) counts once, whoever tells it and however it is spelled.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    JsonValue,
    ValidationError,
    WrapValidator,
)

from bot.services import communities, events, rates
from bot.services.actors import is_present
from bot.services.errors import InvalidInputError, RefusedError
from bot.services.events import NewEvent
from bot.services.lookup import as_id
from bot.services.members import memberships, role_meanings
from bot.services.members.memberships import MembershipChange
from bot.services.points import rules
from bot.services.rates import Rate
from bot.services.typed import fold
from bot.services.webhooks import calls, secrets
from bot.services.workflows.parts import triggers
from db.session import Session
from db.tables import CallOutcome, Community

D = TypeVar("D", bound=BaseModel)

ID_LENGTH = 100
"""Characters of the id of a course, lesson, …"""

_MEMBERSHIPS = {
    memberships.PURCHASED,
    memberships.RENEWED,
    memberships.CANCELLED,
    memberships.LEVEL_CHANGED,
}


CALLS = Rate("webhook-calls", every=timedelta(seconds=0.1), burst=100)
"""How many calls are taken for each community, whichever process they come to."""


class TooManyCallsError(RefusedError):
    """More calls than are taken; `wait` says how long there will be none."""

    message = "hook-too-many"

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


class NotYetError(RefusedError):
    """Laurel has yet to see who the members of a community are; soon it has."""

    message = "hook-not-yet"


def _discord_id(text: str) -> int:
    ident = as_id(text)
    if not ident:
        raise ValueError
    return ident


def _storable(data: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Refuse what JSON has no word for, such as 1e999, and what databases keep out of texts."""
    if "\\u0000" in json.dumps(data, allow_nan=False):
        raise ValueError
    return data


def _printable(text: str) -> str:
    """Take any blanks for one, and refuse line breaks and what cannot be shown."""
    one_line = len(text.strip().splitlines()) == 1
    text = " ".join(text.split())
    if not (one_line and fold(text) and text.isprintable()):
        raise ValueError
    return text


def _written(value: object) -> object:
    """Take a number for a text: many number their courses."""
    return str(value) if type(value) is int else value


def _moment(value: object, read: Callable[[object], datetime | None]) -> datetime | None:
    """Take a moment as the specification writes it; what cannot be read as one tells nothing."""
    try:
        moment = read(value)
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


class _Call(BaseModel):
    """A body. What else a sender puts there is not for us."""

    type: str
    # A text: programs that read a Discord id as a number may round it.
    member: Annotated[str, AfterValidator(_discord_id)]
    data: Annotated[dict[str, JsonValue], AfterValidator(_storable)] = {}
    timestamp: Annotated[datetime | None, WrapValidator(_moment)] = None  # when it happened


class _Course(BaseModel):
    id: Annotated[
        str, BeforeValidator(_written), Field(max_length=ID_LENGTH), AfterValidator(_printable)
    ]


class _Membership(BaseModel):
    plan: str
    tier: str | None = None


class _Custom(BaseModel):
    action: str


def keys(session: Session, community_id: int) -> list[str]:
    """Return the secrets that calls may be signed with: none where Laurel is not, or not now."""
    community = session.get(Community, community_id, populate_existing=True)
    if community is None or community.removed_at is not None:
        return []
    return secrets.valid(session, community_id)


def accept(session: Session, community_id: int, call_id: str, body: str) -> CallOutcome:
    """Store what a call tells; the same id never does anything twice.

    Raises a `RefusedError` that says what is wrong with a body, `NotYetError` or
    `TooManyCallsError`; then nothing is stored.
    """
    _count(session, community_id)
    if call_id.startswith(secrets.OURS):  # it would go round and round, or be paid for twice
        raise InvalidInputError("webhook-id", "hook-ours")
    call = _read(body)
    if communities.get(session, community_id).reconciled_at is None:
        raise NotYetError  # everybody would be taken for a stranger, for good
    key = f"hook:{call_id}"
    event = events.find(session, community_id, key)
    if event is not None:
        outcome = CallOutcome.REPEATED
    else:
        _store(session, community_id, key, call)
        event = events.find(session, community_id, key)
        outcome = CallOutcome.STORED if event is not None else CallOutcome.KNOWN
    event_id = event.id if event else None
    calls.note(session, community_id, outcome, event_id=event_id, trigger=call.type)
    return outcome


def refuse(session: Session, community_id: int, refusal: RefusedError) -> None:
    """Remember that a call was refused, and why; it counts as one that was taken."""
    _count(session, community_id)
    calls.note_refusal(session, community_id, refusal)


def _count(session: Session, community_id: int) -> None:
    if wait := rates.take(session, CALLS, community_id):
        raise TooManyCallsError(wait)


def _read(body: str) -> _Call:
    try:
        call = _Call.model_validate_json(body)
    except ValidationError as error:
        raise _error(error) from None
    accepted = sorted(key for key, trigger in triggers().items() if trigger.webhook)
    if call.type not in accepted:
        raise InvalidInputError("type", "hook-unknown-type", types=", ".join(accepted))
    return call


def _store(session: Session, community_id: int, key: str, call: _Call) -> None:
    member_id = int(call.member)
    change = MembershipChange("webhook", _happened_at(session, call), key, call.data)
    if call.type in _MEMBERSHIPS:
        about = _details(_Membership, call)
        memberships.apply(
            session,
            community_id,
            member_id,
            call.type,
            change,
            plan=about.plan,
            level=about.tier,
        )
        return
    data = call.data | {"source": change.source}
    fact: str | None = None
    spelled: tuple[str, ...] = ()
    if call.type == "custom":
        data["action"] = _named_action(session, community_id, _details(_Custom, call).action)
    else:
        data["id"] = subject = _details(_Course, call).id
        fact = role_meanings.fact(call.type, member_id, subject)
        typed = str(call.data["id"]).strip()
        spelled = role_meanings.spellings(
            session, community_id, call.type, member_id, subject, typed
        )
    here = is_present(session, community_id, member_id)
    new_event = NewEvent(
        community_id,
        call.type,
        key,
        member_id,
        change.at,
        data=data,
        # Who is not a member may become one, and then it counts when it is sent again.
        fact=fact if here else None,
        spelled=spelled,
    )
    events.store(session, [new_event])
    if not here:
        event = events.find(session, community_id, key)
        if event is not None:
            events.ignore(event, "not a member")


def _happened_at(session: Session, call: _Call) -> datetime:
    """Return when it happened: when it came, unless the body says otherwise.

    Nothing happens in the future, nor before what may be forgotten by now.
    """
    if call.timestamp is None:
        return session.now
    return min(max(call.timestamp, session.now - events.KEPT), session.now)


def _named_action(session: Session, community_id: int, name: str) -> str:
    action = rules.custom_action(name)
    if rules.find(session, community_id, action) is None:
        raise InvalidInputError("data.action", "hook-unknown-action", given=name)
    return action.removeprefix(rules.CUSTOM)


def _details(kind: type[D], call: _Call) -> D:
    try:
        return kind.model_validate(call.data)
    except ValidationError as error:
        raise _error(error, "data") from None


def _error(error: ValidationError, *within: str) -> InvalidInputError:
    """Say what the first thing that is wrong should be."""
    first = error.errors(include_context=False, include_input=False)[0]["loc"][:1]
    path = ".".join((*within, *map(str, first))) or "body"
    return InvalidInputError(path, "hook-bad-" + path.replace(".", "-"))
