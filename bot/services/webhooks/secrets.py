"""What calls are signed with, in both directions, as the Standard Webhooks specification says.

A community has one secret. While a new one replaces it the old one stays valid, so that whoever
signs has time to change over.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Delete, delete, select
from sqlmodel import col
from standardwebhooks import Webhook, WebhookVerificationError

from bot.services import audit
from bot.services.errors import GoneError
from bot.services.people import Person, require_manager
from db.session import Session
from db.tables import Community, WebhookSecret

CHANGING_OVER = timedelta(days=1)
"""How long the old secret stays valid beside the new one."""

OURS = "laurel_"
"""What the ids of our own calls begin with. They are signed too, so nobody can change them."""

_BYTES = 24
_SLICE = 1_000


@dataclass(frozen=True)
class Made:
    """A new secret, which is shown once, and until when the one before it is valid."""

    secret: str
    old_ends_at: datetime | None


def make(session: Session, by: Person, *, press: int, instead_of: int | None) -> Made:
    """Make a secret; the present one ends after `CHANGING_OVER`, any before that at once.

    `press` is the id of what asked for it: asked again, as when Discord delivers twice, it is the
    same secret. `instead_of` is the present one's id, None where there is none; `GoneError` if that
    is not so any more.
    """
    require_manager(session, by)
    _lock(session, by.community_id)
    rows = _valid(session, by.community_id)
    present = next((row for row in rows if row.ends_at is None), None)
    if present is not None and present.id == press:
        before = next((row for row in rows if row.ends_at is not None), None)
        return Made(present.secret, before.ends_at if before else None)
    if (present.id if present else None) != instead_of:
        raise GoneError
    if present is not None:
        session.execute(_of(by.community_id).where(col(WebhookSecret.id) != present.id))
        present.ends_at = session.now + CHANGING_OVER
    made = WebhookSecret(
        community_id=by.community_id,
        id=press,
        secret="whsec_" + base64.b64encode(session.rng.randbytes(_BYTES)).decode(),
        created_by=by.member_id,
        created_at=session.now,
    )
    session.add(made)
    session.flush()
    audit.record(session, by.community_id, "webhooks.secret_made", actor_id=by.member_id)
    return Made(made.secret, present.ends_at if present else None)


def end(session: Session, by: Person, secret_id: int) -> None:
    """Let a secret be valid no more, at once; `GoneError` if it is not."""
    require_manager(session, by)
    _lock(session, by.community_id)
    if secret_id not in {row.id for row in _valid(session, by.community_id)}:
        raise GoneError
    session.execute(_of(by.community_id).where(col(WebhookSecret.id) == secret_id))
    audit.record(session, by.community_id, "webhooks.secret_ended", actor_id=by.member_id)


@dataclass(frozen=True)
class Valid:
    """A valid secret as managers see it: when it was made and ends, not what it is."""

    id: int
    created_by: int
    created_at: datetime
    ends_at: datetime | None


def look(session: Session, by: Person) -> list[Valid]:
    """Return the valid secrets, the newest first."""
    require_manager(session, by)
    return [
        Valid(row.id, row.created_by, row.created_at, row.ends_at)
        for row in _valid(session, by.community_id)
    ]


def valid(session: Session, community_id: int) -> list[str]:
    """Return the secrets that are valid now, the newest first; for signing and checking only."""
    return [row.secret for row in _valid(session, community_id)]


def is_signed(secrets: Sequence[str], headers: Mapping[str, str], body: str) -> bool:
    """Tell whether a call was signed with one of the secrets, within the last five minutes."""
    given = {name.lower(): value for name, value in headers.items()}
    for secret in secrets:
        try:
            Webhook(secret).verify(body, given, json_parse=False)
        except (WebhookVerificationError, ValueError):  # the latter: a header makes no sense
            continue
        return True
    return False


def signature(secrets: Sequence[str], call_id: str, at: datetime, body: str) -> str:
    """Return a call's signature: by every secret, so that each end may change over in its time."""
    return " ".join(Webhook(secret).sign(call_id, at, body) for secret in secrets)


def purge(session: Session) -> int:
    """Forget secrets that have ended."""
    ended = session.execute(
        select(col(WebhookSecret.community_id), col(WebhookSecret.id))
        .where(col(WebhookSecret.ends_at) <= session.now)
        .limit(_SLICE)
    ).all()
    for community_id, secret_id in ended:
        session.execute(_of(community_id).where(col(WebhookSecret.id) == secret_id))
    return len(ended)


def _valid(session: Session, community_id: int) -> list[WebhookSecret]:
    rows = session.execute(
        select(WebhookSecret).where(col(WebhookSecret.community_id) == community_id)
    ).scalars()
    return sorted(
        (row for row in rows if row.ends_at is None or row.ends_at > session.now),
        key=lambda row: (row.ends_at is None, row.created_at),
        reverse=True,
    )


def _of(community_id: int) -> Delete:
    return delete(WebhookSecret).where(col(WebhookSecret.community_id) == community_id)


def _lock(session: Session, community_id: int) -> None:
    """Let one manager change secrets at a time, so that there are never more than two."""
    session.get_one(Community, community_id, with_for_update=True, populate_existing=True)
