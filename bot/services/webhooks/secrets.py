"""What calls are signed with, in both directions, as the Standard Webhooks specification says.

A community has one secret for each direction, so that nothing we send is a call to us. While a new
one replaces it the old one stays valid, so that whoever signs has time to change over.
"""

import base64
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Delete, delete, select
from sqlmodel import col
from standardwebhooks import Webhook

from bot.services import audit, communities, deliveries
from bot.services.actors import Person, require_manager
from bot.services.errors import GoneError, existing
from db.session import Session
from db.tables import Direction, WebhookSecret

CHANGING_OVER = timedelta(days=1)
"""How long the old secret stays valid beside the new one."""

TOLERANCE = timedelta(minutes=5)
"""How far the time of a call may be from ours."""

HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")

OURS = "laurel_"
"""What the ids of our own calls begin with."""

_DID = {
    (Direction.INCOMING, "made"): "webhooks.secret_made",
    (Direction.INCOMING, "ended"): "webhooks.secret_ended",
    (Direction.OUTGOING, "made"): "webhooks.outgoing_secret_made",
    (Direction.OUTGOING, "ended"): "webhooks.outgoing_secret_ended",
}
_BYTES = 24


@dataclass(frozen=True)
class Made:
    """A new secret, which is shown once, and until when the one before it is valid."""

    secret: str
    old_ends_at: datetime | None


def make(
    session: Session,
    by: Person,
    *,
    press: int,
    instead_of: int | None,
    direction: Direction = Direction.INCOMING,
) -> Made:
    """Make a secret; the present one ends after `CHANGING_OVER`, any before that at once.

    The first one for outgoing calls lets those go out that have waited for it.

    `press` is the id of what asked for it: asked again, as when Discord delivers twice, it is the
    same secret. `instead_of` is the present one's id, None where there is none; `GoneError` if that
    is not so any more.
    """
    require_manager(session, by)
    communities.locked(session, by.community_id)  # so that there are never more than two
    rows = _valid(session, by.community_id, direction)
    present = next((row for row in rows if row.ends_at is None), None)
    if present is not None and present.id == press:
        before = next((row for row in rows if row.ends_at is not None), None)
        return Made(present.secret, before.ends_at if before else None)
    if (present.id if present else None) != instead_of:
        raise GoneError
    if present is not None:
        session.execute(
            _of(by.community_id).where(
                col(WebhookSecret.direction) == direction, col(WebhookSecret.id) != present.id
            )
        )
        present.ends_at = session.now + CHANGING_OVER
    made = WebhookSecret(
        community_id=by.community_id,
        id=press,
        secret="whsec_" + base64.b64encode(session.rng.randbytes(_BYTES)).decode(),
        created_by=by.member_id,
        created_at=session.now,
        direction=direction,
    )
    session.add(made)
    session.flush()
    audit.record_by(session, by, _DID[direction, "made"])
    if direction is Direction.OUTGOING and present is None:
        deliveries.secret_made(session, by.community_id)
    return Made(made.secret, present.ends_at if present else None)


def end(session: Session, by: Person, secret_id: int) -> None:
    """Let a secret be valid no more, at once; `GoneError` if it is not."""
    require_manager(session, by)
    communities.locked(session, by.community_id)  # so that making and ending take turns
    ending = existing(
        next((row for row in _valid(session, by.community_id) if row.id == secret_id), None)
    )
    direction = Direction(ending.direction)
    session.execute(_of(by.community_id).where(col(WebhookSecret.id) == secret_id))
    audit.record_by(session, by, _DID[direction, "ended"])


def waiting(session: Session, by: Person) -> int:
    """Return how many of our own calls wait for a secret."""
    require_manager(session, by)
    return deliveries.waiting_for_secret(session, by.community_id)


@dataclass(frozen=True)
class Valid:
    """A valid secret as managers see it: when it was made and ends, not what it is."""

    id: int
    created_by: int
    created_at: datetime
    ends_at: datetime | None
    direction: Direction


def list_secrets(session: Session, by: Person) -> list[Valid]:
    """Return the valid secrets of both directions, the newest first."""
    require_manager(session, by)
    return [
        Valid(row.id, row.created_by, row.created_at, row.ends_at, Direction(row.direction))
        for row in _valid(session, by.community_id)
    ]


def valid(
    session: Session, community_id: int, direction: Direction = Direction.INCOMING
) -> list[str]:
    """Return the secrets that are valid now, the newest first; for signing and checking only."""
    return [row.secret for row in _valid(session, community_id, direction)]


@dataclass(frozen=True)
class Signed:
    """A call as it was signed. Nothing of it is read anywhere else, so nothing can differ."""

    id: str
    at: datetime
    body: str


def verified(
    secrets: Sequence[str], headers: Iterable[tuple[str, str]], body: str, now: datetime
) -> Signed | None:
    """Return what one of the secrets has signed within `TOLERANCE`; None where nothing was.

    A header that comes twice says two things, so it says nothing. Of the signatures in the list
    each is judged by itself: a right one is right whatever stands beside it.
    """
    known_headers = [(name.lower(), value) for name, value in headers if name.lower() in HEADERS]
    found = dict(known_headers)
    if len(known_headers) != len(HEADERS) or len(found) != len(HEADERS):
        return None
    call_id, time, signatures = (found[name] for name in HEADERS)
    at = _moment(time)
    if not call_id or at is None or abs(now - at) > TOLERANCE:
        return None
    try:
        right = [Webhook(secret).sign(call_id, at, body).encode() for secret in secrets]
    except UnicodeEncodeError:  # an id in bytes that are no text
        return None
    entries = [entry.encode(errors="replace") for entry in signatures.split()]
    if not any(hmac.compare_digest(ours, entry) for ours in right for entry in entries):
        return None
    return Signed(call_id, at, body)


def _moment(text: str) -> datetime | None:
    """Return seconds since 1970 as a moment, if they are written in the one way there is."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 11 and str(int(text)) == text):
        return None
    return datetime.fromtimestamp(int(text), UTC)


def signature(secrets: Sequence[str], call_id: str, at: datetime, body: str) -> str:
    """Return a call's signature: by every secret, so that each end may change over in its time."""
    return " ".join(Webhook(secret).sign(call_id, at, body) for secret in secrets)


def _valid(
    session: Session, community_id: int, direction: Direction | None = None
) -> list[WebhookSecret]:
    of = select(WebhookSecret).where(col(WebhookSecret.community_id) == community_id)
    if direction is not None:
        of = of.where(col(WebhookSecret.direction) == direction)
    rows = session.execute(of).scalars()
    return sorted(
        (row for row in rows if row.ends_at is None or row.ends_at > session.now),
        key=lambda row: (row.ends_at is None, row.created_at),
        reverse=True,
    )


def _of(community_id: int) -> Delete:
    return delete(WebhookSecret).where(col(WebhookSecret.community_id) == community_id)
