"""Rejected form input, kept so that *Fix it* can open the form again, filled in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import col

from bot.services.actors import Person
from bot.services.errors import GoneError
from db.session import Session
from db.tables import Form

KEPT_FOR = timedelta(days=7)
"""How long a form waits to be fixed."""

MOST_EACH = 5
"""Forms that are kept for one member; an older one makes way."""


_TAKEN = "taken"
"""Among the values of a form: that it was taken; no field is called so."""


@dataclass(frozen=True)
class KeptFile:
    """A file that came with a form."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class KeptForm:
    """A form as it was sent; `target_id` is what it edits, if that exists already.

    `place` is a part of that, counted from 1; 0 is the whole.
    """

    form_id: int
    name: str
    target_id: int | None
    values: dict[str, Any]
    file: KeptFile | None
    place: int = 0


def keep(
    session: Session,
    person: Person,
    name: str,
    values: dict[str, Any],
    *,
    target_id: int | None = None,
    place: int = 0,
    file: KeptFile | None = None,
) -> int:
    """Keep what somebody typed and return the form's id. `values` must be fit for JSON."""
    form = Form(
        community_id=person.community_id,
        id=session.new_id(),
        member_id=person.member_id,
        name=name,
        target_id=target_id,
        place=place,
        values=values,
        file_name=file.name if file else None,
        file_content=file.content if file else None,
        created_at=session.now,
    )
    session.add(form)
    session.flush()
    _make_way(session, person)
    return form.id


def _make_way(session: Session, person: Person) -> None:
    mine = (
        col(Form.community_id) == person.community_id,
        col(Form.member_id) == person.member_id,
    )
    newest = select(col(Form.id)).where(*mine).order_by(col(Form.id).desc()).limit(MOST_EACH)
    session.execute(delete(Form).where(*mine, col(Form.id).not_in(newest)))


def peek(session: Session, person: Person, form_id: int) -> KeptForm:
    """Return a form of this person's; `GoneError` for another's, and for one that was fixed."""
    return _kept(session.get(Form, (person.community_id, form_id)), person)


def take(session: Session, person: Person, form_id: int) -> tuple[KeptForm, bool]:
    """Return what `peek` does, and whether it is taken for the first time.

    Whoever takes it at the same moment waits, and comes second. It stays, so that whoever presses
    twice sees what came of it.
    """
    form = session.locked(Form, (person.community_id, form_id))
    kept = _kept(form, person)
    assert form is not None
    first = not form.values.get(_TAKEN, False)
    form.values = form.values | {_TAKEN: True}
    session.flush()
    return kept, first


def _kept(form: Form | None, person: Person) -> KeptForm:
    if form is None or form.member_id != person.member_id:
        raise GoneError
    file = None
    if form.file_name is not None and form.file_content is not None:
        file = KeptFile(form.file_name, form.file_content)
    values = {name: value for name, value in form.values.items() if name != _TAKEN}
    return KeptForm(form.id, form.name, form.target_id, values, file, form.place)


def drop(session: Session, person: Person, form_id: int) -> None:
    """Forget a form that was fixed; one that is gone already is no mistake."""
    session.execute(
        delete(Form).where(
            col(Form.community_id) == person.community_id,
            col(Form.id) == form_id,
            col(Form.member_id) == person.member_id,
        )
    )
