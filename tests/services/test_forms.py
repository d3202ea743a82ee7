"""What was typed wrongly waits to be fixed, for its writer alone."""

from dataclasses import replace

import pytest
from sqlmodel import func, select

from bot.services import forms
from bot.services.errors import GoneError
from bot.services.forms import KeptFile
from bot.services.maintenance import retention
from db.database import Database
from db.session import Session
from db.tables import Form
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB

VALUES = {"name": "Cốc sứ", "cost": "a lot", "role": None}


async def test_a_form_comes_back_as_it_was_typed(db: Database) -> None:
    file = KeptFile("mug.png", b"\x00\xff")
    form_id = await db.write(forms.keep, BOSS, "reward", VALUES, target_id=7, file=file)
    kept = await db.read(forms.peek, BOSS, form_id)
    assert (kept.form_id, kept.name, kept.target_id) == (form_id, "reward", 7)
    assert (kept.values, kept.file) == (VALUES, file)
    assert "xff" not in repr(kept)


async def test_a_form_belongs_to_its_writer_in_its_community(db: Database) -> None:
    form_id = await db.write(forms.keep, BOSS, "reward", VALUES)
    for other in (BOB, replace(BOSS, community_id=CLUB + 1)):
        with pytest.raises(GoneError):
            await db.read(forms.peek, other, form_id)
        await db.write(forms.drop, other, form_id)
    assert (await db.read(forms.peek, BOSS, form_id)).values == VALUES


async def test_a_fixed_form_is_gone(db: Database) -> None:
    form_id = await db.write(forms.keep, BOSS, "reward", VALUES)
    await db.write(forms.drop, BOSS, form_id)
    await db.write(forms.drop, BOSS, form_id)
    with pytest.raises(GoneError):
        await db.read(forms.peek, BOSS, form_id)


async def test_only_the_newest_forms_of_a_member_are_kept(db: Database, clock: Clock) -> None:
    theirs = await db.write(forms.keep, BOB, "reward", VALUES)
    kept = []
    for number in range(forms.MOST_EACH + 2):
        clock.forward(seconds=1)
        kept.append(await db.write(forms.keep, BOSS, "reward", {"number": number}))
    for gone in kept[:2]:
        with pytest.raises(GoneError):
            await db.read(forms.peek, BOSS, gone)
    for form_id in kept[2:]:
        await db.read(forms.peek, BOSS, form_id)
    await db.read(forms.peek, BOB, theirs)


async def test_old_forms_go_in_slices(db: Database, clock: Clock) -> None:
    def count(session: Session) -> int:
        return session.exec(select(func.count()).select_from(Form)).one()

    for _ in range(3):
        await db.write(forms.keep, BOSS, "reward", VALUES)
    clock.now += forms.KEPT_FOR
    assert await db.write(retention.purge, "forms") == 0
    clock.forward(seconds=1)
    fresh = await db.write(forms.keep, BOB, "reward", VALUES)
    assert await db.write(retention.purge, "forms", limit=2) == 2
    assert await db.write(retention.purge, "forms", limit=2) == 1
    assert await db.read(count) == 1
    await db.read(forms.peek, BOB, fresh)
