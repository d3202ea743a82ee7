"""Twice the file takes twice the time, whatever stands in it."""

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC

import pytest

from bot.services.codes.csvfile import member_ids
from bot.services.codes.file_layout import Choices, Terms, code_rows, decide, survey
from bot.services.errors import RefusedError
from tests.benchmarks.growth import LINEAR, growth

pytestmark = pytest.mark.bench

ID = b"123456789012345678\n"
ROW = b"CODE-1234,2099-12-31\n"


def _codes(content: bytes) -> None:
    with suppress(RefusedError):
        source = io.BytesIO(content)
        for _ in code_rows(source, decide(survey(source), Choices()), Terms(UTC)):
            pass


def _ids(content: bytes) -> None:
    member_ids(io.BytesIO(content))


# With the sample, or the row at hand, counted anew for each line, these cost four times as much.
@pytest.mark.parametrize(
    ("what", "read", "make", "size"),
    [
        ("ids", _ids, lambda n: ID * n, 20_000),
        ("one id and blank lines", _ids, lambda n: ID + b"\n" * n, 20_000),
        ("blank lines and one id", _ids, lambda n: b"\n" * n + ID, 20_000),
        ("codes", _codes, lambda n: ROW * n, 20_000),
        ("one code and blank lines", _codes, lambda n: ROW + b"\n" * n, 20_000),
        ("a quote that never ends", _codes, lambda n: ROW + b'"' + b"x\n" * n, 16_000),
        ("a code of many lines", _codes, lambda n: ROW + b'"' + b"\n" * n + b'",\n', 16_000),
        ("bad quotes", _codes, lambda n: ROW + b'"A"B,2099-12-31\n' * n, 10_000),
        ("spaces after quotes", _codes, lambda n: ROW + b'"A" ' + b'" ' * n + b"\n", 16_000),
    ],
)
def test_files(
    what: str, read: Callable[[bytes], None], make: Callable[[int], bytes], size: int
) -> None:
    contents = {n: make(n) for n in (size, 2 * size)}
    assert growth(what, lambda n: read(contents[n]), size) < LINEAR
