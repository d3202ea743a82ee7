"""How long a file of 100,000 codes takes, and for how long it keeps others from the database."""

import asyncio
import io
import time
from collections.abc import Awaitable, Iterator
from datetime import UTC
from itertools import islice
from typing import TypeVar

import pytest

from bot.services.codes import import_confirm, import_preview, imports
from bot.services.codes.file_layout import Choices, CodeRow, Terms, code_rows, decide, survey
from db.database import connect
from db.session import Session, real_world
from db.tables import RewardKind
from tests.support import factories
from tests.support.factories import BOSS

pytestmark = pytest.mark.bench

T = TypeVar("T")

CODES = 100_000


def _set_up(session: Session) -> int:
    factories.add_community(session)
    return factories.publish(session, RewardKind.VOUCHER, "Partner")


def _file() -> io.BytesIO:
    """Return codes in an order that no index likes."""
    numbers = (number * 2_654_435_761 % 2**32 for number in range(CODES))
    return io.BytesIO(b"".join(b"CODE-%08x,2099-12-31\n" % number for number in numbers))


def _next(rows: Iterator[CodeRow]) -> list[CodeRow]:
    return list(islice(rows, imports.SLICE))


async def _timed(work: Awaitable[T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = await work
    return result, time.perf_counter() - start


async def test_an_import(db_url: str) -> None:
    db = connect(db_url, real_world())
    voucher = await db.write(_set_up)
    for expected in (CODES, 0):
        import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
        file = _file()
        rows = code_rows(file, decide(survey(file), Choices()), Terms(UTC))
        slices = []
        start = time.perf_counter()
        while some := await asyncio.to_thread(_next, rows):
            _, seconds = await _timed(db.write(imports.stage_slice, BOSS, import_id, some))
            slices.append(seconds)
        staging = time.perf_counter() - start
        await db.write(imports.finish_staging, BOSS, import_id)
        _, preview = await _timed(db.read(import_preview.preview, BOSS, import_id))
        _, deciding = await _timed(db.write(import_confirm.confirm, BOSS, import_id))
        adds = []
        while True:
            done, seconds = await _timed(
                db.write(import_confirm.step, BOSS.community_id, import_id)
            )
            adds.append(seconds)
            if done.whole:
                break
        assert done.added == expected
        print(  # noqa: T201  # a measurement is there to be read
            f"\n{db_url.split(':')[0]}: {done.added} codes added; staged in {staging:.1f} s"
            f" (longest slice {max(slices):.2f} s), preview {preview:.2f} s,"
            f" decided in {deciding:.3f} s, added in {sum(adds):.2f} s"
            f" (longest slice {max(adds):.3f} s)"
        )
    await db.close()
