"""names that differ in case, width and blanks are one.

Memberships that are one become one row, and the latest state wins; no points move. What somebody
learned is known under the folded name too, as far as the names are still known.
"""

import hashlib
import hmac
import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LEARNED = (
    "course_enrolled",
    "course_complete",
    "lesson_complete",
    "quiz_passed",
    "quiz_failed",
    "certificate_earned",
)
PURCHASED = "membership_purchased"
SLICE = 400

_id = sa.BigInteger
membership = sa.table(
    "membership",
    sa.column("community_id", _id),
    sa.column("member_id", _id),
    sa.column("plan"),
    sa.column("plan_key"),
    sa.column("tier"),
    sa.column("tier_key"),
    sa.column("active", sa.Boolean),
    sa.column("times"),
    sa.column("since", UtcDateTime),
    sa.column("renewed_at", UtcDateTime),
    sa.column("ended_at", UtcDateTime),
    sa.column("told_at", UtcDateTime),
    sa.column("tier_at", UtcDateTime),
)
role_mark = sa.table(
    "role_mark", sa.column("community_id", _id), sa.column("trigger"), sa.column("subject")
)
attribute = sa.table(
    "member_attribute",
    sa.column("community_id", _id),
    sa.column("member_id", _id),
    sa.column("name"),
    sa.column("value"),
)
community = sa.table("community", sa.column("id", _id), sa.column("secret"))
member = sa.table("member", sa.column("community_id", _id), sa.column("member_id", _id))
event = sa.table(
    "event",
    sa.column("community_id", _id),
    sa.column("member_id", _id),
    sa.column("trigger"),
    sa.column("data", sa.JSON),
)
fact = sa.table(
    "fact", sa.column("community_id", _id), sa.column("key"), sa.column("at", UtcDateTime)
)


def fold(name: str) -> str:
    """Fold as the program did when this was written."""
    seen = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cs"))
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    spaced = "".join(" " if unicodedata.category(c) == "Cc" else c for c in plain)
    return " ".join(spaced.split())


def upgrade() -> None:
    with op.batch_alter_table("role_mark", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.String(), nullable=True))
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plan_key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("tier_key", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("waiting", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("told_at", UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("tier_at", UtcDateTime(timezone=True), nullable=True))
    connection = op.get_bind()
    _merge_memberships(connection)
    _fold_attributes(connection)
    for name in ("reward", "goal", "workflow"):
        _fold_names(connection, name)
    for one in connection.execute(sa.select(community.c.id, community.c.secret)).all():
        _fold_facts(connection, one.id, one.secret)
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.alter_column("plan_key", existing_type=sa.String(), nullable=False)
        for name in ("told_at", "tier_at"):
            batch_op.alter_column(name, existing_type=UtcDateTime(timezone=True), nullable=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_membership_community_id_member_id_plan_key"),
            ["community_id", "member_id", "plan_key"],
        )


def _marked(connection: sa.Connection) -> dict[tuple[int, str, str], str]:
    """Return how marked roles spell what they stand for."""
    rows = connection.execute(
        sa.select(role_mark.c.community_id, role_mark.c.trigger, role_mark.c.subject)
    )
    return {(row.community_id, row.trigger, fold(row.subject)): row.subject for row in rows}


def _last_told(row: Any) -> Any:
    """Return when what a row says became so; the end of an active one is yet to come."""
    moments = [row.since, row.renewed_at, None if row.active else row.ended_at]
    return max(moment for moment in moments if moment is not None)


def _merge_memberships(connection: sa.Connection) -> None:
    spelled = _marked(connection)
    one_of: dict[tuple[int, int, str], list[Any]] = {}
    for row in connection.execute(sa.select(membership)).all():
        one_of.setdefault((row.community_id, row.member_id, fold(row.plan)), []).append(row)
    for (community_id, _, key), rows in one_of.items():
        rows.sort(key=lambda row: (_last_told(row), row.active, row.plan))
        latest = rows[-1]
        tier = latest.tier or next((row.tier for row in reversed(rows) if row.tier), None)
        for row in rows[:-1]:
            connection.execute(sa.delete(membership).where(*_is(row)))
        connection.execute(
            sa.update(membership)
            .where(*_is(latest))
            .values(
                plan=spelled.get((community_id, PURCHASED, key), latest.plan),
                plan_key=key,
                tier=tier,
                tier_key=fold(tier) if tier else None,
                times=max(row.times for row in rows),
                told_at=_last_told(latest),
                tier_at=latest.since,
            )
        )


def _is(row: Any) -> list[Any]:
    return [
        membership.c.community_id == row.community_id,
        membership.c.member_id == row.member_id,
        membership.c.plan == row.plan,
    ]


def _fold_attributes(connection: sa.Connection) -> None:
    """Fold the names of what is noted; of two that are one, a folded spelling stays, else any."""
    rows = connection.execute(sa.select(attribute)).all()
    noted = {(row.community_id, row.member_id, fold(row.name)): row.value for row in rows}
    noted |= {
        (row.community_id, row.member_id, row.name): row.value
        for row in rows
        if row.name == fold(row.name)
    }
    for row in rows:
        if row.name != fold(row.name):
            connection.execute(
                sa.delete(attribute).where(
                    attribute.c.community_id == row.community_id,
                    attribute.c.member_id == row.member_id,
                    attribute.c.name == row.name,
                )
            )
    there = {(row.community_id, row.member_id, row.name) for row in rows}
    new = [
        {"community_id": one[0], "member_id": one[1], "name": one[2], "value": value}
        for one, value in noted.items()
        if one not in there
    ]
    if new:
        connection.execute(sa.insert(attribute), new)


def _fold_names(connection: sa.Connection, name: str) -> None:
    """Fold names anew; where another thing has that name already, both stay as they are."""
    named = sa.table(
        name,
        sa.column("community_id", _id),
        sa.column("id", _id),
        sa.column("name"),
        sa.column("name_key"),
        sa.column("state"),
    )
    rows = connection.execute(sa.select(named)).all()
    taken = {(row.community_id, row.name_key) for row in rows if row.state != "archived"}
    for row in rows:
        key = fold(row.name)
        if key == row.name_key:
            continue
        if row.state == "archived" or (key and (row.community_id, key) not in taken):
            taken.add((row.community_id, key))
            connection.execute(
                sa.update(named)
                .where(named.c.community_id == row.community_id, named.c.id == row.id)
                .values(name_key=key)
            )


def _fold_facts(connection: sa.Connection, community_id: int, secret: str) -> None:
    """Note what members learned under folded names too, for every spelling that is known."""
    spelled = {
        (row.trigger, str(row.data["id"]))
        for row in connection.execute(
            sa.select(event.c.trigger, event.c.data).where(
                event.c.community_id == community_id, event.c.trigger.in_(LEARNED)
            )
        )
        if row.data.get("id") is not None
    }
    spelled |= {
        (trigger, subject)
        for (where, trigger, _), subject in _marked(connection).items()
        if where == community_id and trigger in LEARNED
    }
    odd = sorted((trigger, subject) for trigger, subject in spelled if subject != fold(subject))
    if not odd:
        return
    member_ids = connection.scalars(
        sa.select(member.c.member_id).where(member.c.community_id == community_id)
    ).all()
    pairs = (
        (
            _digest(secret, f"{trigger}:{member_id}:{subject}"),
            _digest(secret, f"{trigger}:{member_id}:{fold(subject)}"),
        )
        for member_id in member_ids
        for trigger, subject in odd
    )
    for some in _slices(pairs):
        _copy_facts(connection, community_id, dict(some))


def _copy_facts(connection: sa.Connection, community_id: int, folded: dict[str, str]) -> None:
    keys = {*folded, *folded.values()}
    rows = connection.execute(
        sa.select(fact.c.key, fact.c.at).where(
            fact.c.community_id == community_id, fact.c.key.in_(keys)
        )
    )
    known = {row.key: row.at for row in rows}
    new: dict[str, Any] = {}
    for typed, key in folded.items():
        if typed in known and key not in known:
            new[key] = min(known[typed], new.get(key, known[typed]))
    if new:
        connection.execute(
            sa.insert(fact),
            [{"community_id": community_id, "key": key, "at": at} for key, at in new.items()],
        )


def _slices(pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    rest = iter(pairs)
    while some := list(itertools.islice(rest, SLICE)):
        yield some


def _digest(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
