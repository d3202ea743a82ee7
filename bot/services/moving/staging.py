"""Accounts of files under preview: staged in slices, and gone once they are in or given up."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from bot.services.actors import Person, require_manager
from bot.services.batches import plans
from bot.services.errors import RefusedError
from bot.services.moving.brought import (
    Account,
    Amount,
    Brought,
    Feeds,
    Flaw,
    LevelRole,
    Money,
    NotOurs,
    StoreItem,
)
from bot.services.moving.terms import Choices, checked_cap, checked_rate
from db.session import Session
from db.statement import BulkStatement
from db.tables import table
from db.tables.moving import Moving, MovingAccount, MovingState
from db.upsert import insert_row

SLICE = 500
"""Accounts that are staged, or cleared away, in one transaction: others get their turn between."""

KEPT_FOR = plans.IMPORT_LASTS
"""How long a preview waits for its confirmation."""

_FILE_NAME = 100  # characters
_STAGE = BulkStatement(insert_row(MovingAccount))


class MovingGoneError(RefusedError):
    """The preview was given up, or waited too long."""

    message = "moving-gone"


class MovingNotReadyError(RefusedError):
    """The files are being read, or what was chosen is being worked out."""

    message = "moving-not-ready"


def begin(session: Session, by: Person, brought: Brought, file_name: str, choices: Choices) -> int:
    """Open an import of what was read, and return its id."""
    require_manager(session, by)
    check(choices)
    started = Moving(
        community_id=by.community_id,
        id=session.new_id(),
        actor_id=by.member_id,
        format=brought.format,
        identity=brought.identity,
        file_name=file_name[:_FILE_NAME],
        found={
            "moneys": {money.key: money.feeds.value for money in brought.moneys},
            "roles": [_dump_role(role) for role in brought.level_roles],
            "items": [_dump_item(item) for item in brought.items],
        },
        choices=choices.model_dump(mode="json"),
        created_at=session.now,
    )
    session.add(started)
    return started.id


def check(choices: Choices) -> None:
    """Raise `InvalidInputError` for a rate or a cap that cannot be."""
    checked_rate(choices.rate)
    checked_cap(choices.cap)


def stage(
    session: Session,
    by: Person,
    moving_id: int,
    accounts: Sequence[Account],
    *,
    bots: Collection[int] = (),
) -> None:
    """Stage the next accounts, at most `SLICE` of them; `bots` are known to be some."""
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state != MovingState.STAGING:
        raise MovingNotReadyError
    rows = [
        {
            "community_id": by.community_id,
            "moving_id": moving_id,
            "place": place,
            "member_id": one.member_id,
            "who": one.who,
            "amounts": " ".join(map(str, one.amounts)),
            "bot": one.bot or one.member_id in bots,
            "rounded": one.rounded,
            "flaw": one.flaw,
        }
        for place, one in enumerate(accounts, started.accounts + 1)
    ]
    started.accounts += len(rows)
    session.run_many(_STAGE, rows)


def choose(session: Session, by: Person, moving_id: int, changes: Mapping[str, Any]) -> int:
    """Take what a manager says, fields of `Choices`, and return the turn that begins with it.

    `feeds` names the moneys that feed something else now; the others stay as they are.
    """
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state == MovingState.CONFIRMED:
        raise MovingNotReadyError
    before = choices_of(started)
    feeds = before.feeds | changes.get("feeds", {})
    choices = Choices.model_validate({**before.model_dump(), **changes, "feeds": feeds})
    check(choices)
    started.choices = choices.model_dump(mode="json")
    started.state = MovingState.STAGING
    started.turn += 1
    forget(session, started)
    session.flush()
    return started.turn


def abandon(session: Session, by: Person, moving_id: int) -> None:
    """Give an import up. A confirmed one stays confirmed."""
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state != MovingState.CONFIRMED:
        started.state = MovingState.ABANDONED
        forget(session, started)
        session.flush()


def planned_batch(started: Moving) -> int | None:
    """Return the batch in which what was seen of an import is planned; None before."""
    batch_id = started.seen.get("batch")
    return None if batch_id is None else int(batch_id)


def forget(session: Session, started: Moving) -> None:
    """Give up what was seen, and the plan of it."""
    batch_id = planned_batch(started)
    if batch_id is not None:
        plans.abandon(session, started.community_id, batch_id)
    started.seen = {}


def get(session: Session, community_id: int, moving_id: int) -> Moving:
    """Return an import that has not been given up."""
    return _present(session.get(Moving, (community_id, moving_id), populate_existing=True))


def locked(session: Session, community_id: int, moving_id: int) -> Moving:
    """Return an import on which nobody else works until the transaction ends."""
    session.flush()
    return _present(session.locked(Moving, (community_id, moving_id), key_share=True))


def _present(found: Moving | None) -> Moving:
    if found is None or found.state == MovingState.ABANDONED:
        raise MovingGoneError
    return found


def choices_of(started: Moving) -> Choices:
    """Return what a manager has said of an import."""
    return Choices.model_validate(started.choices)


def moneys_of(started: Moving) -> tuple[Money, ...]:
    """Return what the files count."""
    return tuple(Money(key, Feeds(feeds)) for key, feeds in started.found["moneys"].items())


def account_of(row: Any) -> Account:
    """Return a staged account from its row."""
    amounts = tuple(map(_amount, row.amounts.split()))
    flaw = Flaw(row.flaw) if row.flaw else None
    return Account(row.who, row.member_id, amounts, row.bot, row.rounded, flaw)


def _amount(text: str) -> Amount:
    try:
        return int(text)
    except ValueError:
        return Decimal(text)


def _dump_role(role: LevelRole) -> dict[str, Any]:
    experience = None if role.experience is None else str(role.experience)
    return {
        "level": role.level,
        "role": str(role.role_id),
        "experience": experience,
        "estimated": role.estimated,
    }


def level_roles(started: Moving) -> list[LevelRole]:
    """Return the roles of levels that the files name."""
    return [
        LevelRole(
            one["level"],
            int(one["role"]),
            None if one["experience"] is None else _amount(one["experience"]),
            one["estimated"],
        )
        for one in started.found["roles"]
    ]


def _dump_item(item: StoreItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "description": item.description,
        "price": str(item.price),
        "stock": item.stock,
        "expires_at": item.expires_at,
        "required_roles": [str(role) for role in item.required_roles],
        "gives_roles": [str(role) for role in item.gives_roles],
        "left_out": list(item.left_out),
    }


def store_items(started: Moving) -> list[StoreItem]:
    """Return what the files offer for sale."""
    return [
        StoreItem(
            one["name"],
            one["description"],
            _amount(one["price"]),
            one["stock"],
            one["expires_at"],
            tuple(map(int, one["required_roles"])),
            tuple(map(int, one["gives_roles"])),
            tuple(map(NotOurs, one["left_out"])),
        )
        for one in started.found["items"]
    ]


def purge(session: Session, limit: int = SLICE) -> int:
    """Clear away a slice of accounts that nobody needs any more; return how many.

    Those are of imports that are in or were given up, or waited for a day.
    """
    moving, account = table(Moving).c, table(MovingAccount).c
    connection = session.connection()
    open_states = (MovingState.STAGING, MovingState.READY)
    old = moving.created_at < session.now - KEPT_FOR
    given_up = select(moving.community_id, moving.id).where(old, moving.state.in_(open_states))
    for community_id, moving_id in connection.execute(given_up).all():
        connection.execute(
            update(table(Moving))
            .where(*_is(moving, community_id, moving_id), moving.state.in_(open_states))
            .values(state=MovingState.ABANDONED)
        )
    over = connection.execute(
        select(moving.community_id, moving.id, moving.state)
        .where(
            or_(
                moving.state == MovingState.ABANDONED,
                old
                & exists().where(
                    account.community_id == moving.community_id, account.moving_id == moving.id
                ),
            )
        )
        .limit(1)
    ).first()
    if over is None:
        return 0
    mine = (account.community_id == over[0], account.moving_id == over[1])
    some = select(account.place).where(*mine).order_by(account.place).limit(limit)
    removed: int = connection.execute(
        delete(table(MovingAccount)).where(*mine, account.place.in_(some))
    ).rowcount
    if removed < limit and over.state == MovingState.ABANDONED:
        connection.execute(delete(table(Moving)).where(*_is(moving, over[0], over[1])))
    return max(1, removed)


def _is(columns: Any, community_id: int, moving_id: int) -> tuple[ColumnElement[bool], ...]:
    return (columns.community_id == community_id, columns.id == moving_id)
