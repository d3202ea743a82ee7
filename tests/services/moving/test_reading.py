"""Files of other bots are recognised by their shape and read exactly, traps included."""

import io
import json
import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.services.errors import InvalidInputError, RefusedError
from bot.services.moving import documents
from bot.services.moving.brought import Brought, Feeds, Flaw, LevelRole, NotOurs
from bot.services.moving.documents import (
    NothingInItError,
    NotJsonError,
    NotReadableError,
    TooDeepError,
    TooManyValuesError,
)
from bot.services.moving.form import Format, NotThisServerError, formats
from bot.services.moving.proposals import at_rate
from bot.services.moving.reading import (
    MixedFormatsError,
    NotThatFormatError,
    UnclearFormatError,
    UnknownFormatError,
    read,
)
from bot.services.moving.terms import Choices, Loss, Terms, checked_rate
from tests.services.moving import samples
from tests.services.moving.samples import EXPECTED, FOUR, GUILD, ONE, THREE, TWO, as_json, opened

SHARED = Path(__file__).parents[4] / "shared" / "samples"


def brought(*contents: bytes | str, named: str | None = None) -> Brought:
    return read(opened(*contents), GUILD, named)


def by_digits(found: Brought) -> dict[int, tuple[str, ...]]:
    return {
        one.member_id % 1_000: tuple(map(str, one.amounts))
        for one in found.accounts
        if one.member_id is not None and one.flaw is None
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_each_format_is_recognised_by_its_shape(name: str) -> None:
    key, content, amounts = EXPECTED[name]
    found = brought(content)
    assert found.format == key
    assert by_digits(found) == amounts
    assert brought(content, named=key).accounts == found.accounts


def places(value: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value within one of JSON."""
    yield ()
    if isinstance(value, dict | list):
        for at, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from ((at, *further) for further in places(one))


def put(value: Any, place: tuple[Any, ...], other: object) -> Any:
    """Return a copy of a value of JSON with another one at a place."""
    if not place:
        return other
    copied = value.copy()
    copied[place[0]] = put(copied[place[0]], place[1:], other)
    return copied


@pytest.mark.parametrize(
    "name", [name for name in vars(samples) if isinstance(getattr(samples, name), bytes)]
)
def test_whatever_stands_in_a_file_is_read_or_refused(name: str) -> None:
    """Seen to fail with seven values that formats took for lists, objects or finite numbers."""
    value = json.loads(getattr(samples, name))
    for place, odd in product(places(value), (None, True, "x", [1], {"a": 1}, -math.inf)):
        try:
            found = brought(as_json(put(value, place, odd)))
        except RefusedError:
            continue
        assert all(at_rate(item.price, Fraction(1)) >= 1 for item in found.items)


def test_every_format_has_a_sample() -> None:
    assert {key for key, *_ in EXPECTED.values()} == set(formats())


@pytest.mark.skipif(not SHARED.is_dir(), reason="samples that are not part of the product")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.json")), ids=lambda path: path.name)
def test_the_samples_are_read(path: Path) -> None:
    with path.open("rb") as source:
        found = read([source], GUILD)
    assert found.accounts or found.items
    assert all(one.flaw in (None, Flaw.NO_ID) for one in found.accounts)


def test_pages_may_be_several_files_or_one_list() -> None:
    first = samples.mee6_page((ONE, 10, 0), (TWO, 5, 0))
    second = samples.mee6_page((TWO, 6, 0), (THREE, 1, 0))
    after_the_last = samples.mee6_page()
    apart = brought(as_json(first), as_json(second), as_json(after_the_last), "[]")
    together = brought(as_json([first, second, after_the_last]))
    assert apart.accounts == together.accounts
    assert [one.flaw for one in apart.accounts] == [None, None, Flaw.TWICE, None]
    assert by_digits(apart) == {101: ("10",), 102: ("5",), 103: ("1",)}  # the first of two counts
    other_order = brought(as_json([second, first]))
    assert brought(as_json(first)).identity != apart.identity != other_order.identity


def test_the_same_content_is_the_same_whatever_the_file() -> None:
    rows = json.loads(samples.PLAIN)
    assert brought(samples.PLAIN).identity == brought(json.dumps(rows[::-1], indent=3)).identity
    assert brought(samples.PLAIN).identity != brought(samples.TATSU).identity


def test_a_bare_list_and_pages_of_unbelievaboat_are_the_same() -> None:
    assert brought(samples.UNBELIEVABOAT).accounts == brought(samples.UNBELIEVABOAT_BARE).accounts
    both = brought(samples.UNBELIEVABOAT, samples.UNBELIEVABOAT_ITEMS)
    assert len(both.accounts) == 4
    vip, wave = both.items
    assert (vip.price, vip.stock, vip.expires_at) == (5000, 12, "2027-01-31T00:00:00.000Z")
    assert vip.required_roles == (samples.REGULAR,)
    assert vip.gives_roles == (samples.VETERAN,)
    assert vip.left_out == (NotOurs.ASKS_BALANCE, NotOurs.GIVES_MONEY)
    assert (wave.price, wave.stock, wave.expires_at) == (0, None, None)


def test_levels_bring_roles_and_what_they_take() -> None:
    assert brought(samples.MEE6).level_roles == (LevelRole(5, samples.REGULAR, 1150, False),)
    assert brought(samples.LEVELUP).level_roles == (
        LevelRole(5, samples.REGULAR, 2500, False),
        LevelRole(10, samples.VETERAN, 10000, False),
    )
    # The file says what level 5 takes; nobody is in level 3, and the curve is not the usual one.
    assert brought(samples.LURKR).level_roles == (
        LevelRole(5, samples.REGULAR, 1900, False),
        LevelRole(3, samples.VETERAN, 1200, True),
    )
    # Somebody with less is in that level, so the published curve does not hold here.
    other = as_json(samples.mee6_page((ONE, 700, 5), (TWO, 640, 5)))
    assert brought(other).level_roles == (LevelRole(5, samples.REGULAR, 640, True),)


def test_a_bank_of_other_servers_is_refused() -> None:
    for content in (samples.RED_BANK, samples.LEVELUP):
        with pytest.raises(NotThisServerError):
            read(opened(content), 12345)


def test_ids_that_a_spreadsheet_has_rounded() -> None:
    rounded, power = "900000000000000000", "9,00000000000000101E+17"
    found = brought(
        f"ID;POINTS\n{rounded};1\n{power};2\n{ONE};3\nmai;4\n{2**61};4\n;5\n{TWO};1.234\n{THREE};x"
    )
    assert [(one.who, one.flaw) for one in found.accounts] == [
        (power, Flaw.MANGLED_ID),
        ("mai", Flaw.BAD_ID),
        (str(2**61), Flaw.BAD_ID),  # nobody on Discord: as of who was erased here
        ("", Flaw.NO_ID),
        (str(TWO), Flaw.UNCLEAR_AMOUNT),
        (str(THREE), Flaw.BAD_AMOUNT),
        ("", None),  # in the order of ids
        ("", None),
    ]
    terms = Terms(found.moneys, Choices())
    first = found.accounts[6]
    assert terms.outcome(first, known=False).left_out is Loss.MANGLED_ID
    assert terms.outcome(first, known=True).left_out is None  # one in a thousand ends so
    (number,) = brought(f'[{{"id": {rounded}, "xp": 1}}]').accounts
    assert number.rounded
    (text,) = brought(f'[{{"id": "{rounded}", "xp": 1}}]').accounts
    assert not text.rounded  # what is a text in JSON was never a number
    (exact,) = brought(f'[{{"id": {ONE}, "xp": 1}}]').accounts
    assert exact.member_id == ONE
    (power_number,) = brought('[{"id": 9.00000000000000101E+17, "xp": 1}]').accounts
    assert power_number.flaw is Flaw.MANGLED_ID


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", NothingInItError),
        (" \n", NothingInItError),
        ("[]", NothingInItError),
        ('{"players": []}', NothingInItError),
        ('{"players": [', NotJsonError),
        (b'{"a": "\xff"}', NotJsonError),
        (b"\x89PNG\r\n\x1a\n\0\0", NotReadableError),
        ("[" * 200_000, TooDeepError),
        ("[" + "[]," * 2_000_000 + "[]]", TooManyValuesError),
        ('{"hello": 1}', UnknownFormatError),
        ("just a text\nof two lines", UnknownFormatError),
        (
            '[{"id": "1", "xp": 1, "user_id": "1", "points": 2, "discordId": "3"}]',
            UnclearFormatError,
        ),
    ],
)
def test_what_cannot_be_read_is_refused(content: str | bytes, kind: type[RefusedError]) -> None:
    with pytest.raises(kind):
        brought(content)


def test_an_unclear_shape_is_settled_by_its_name() -> None:
    unclear = f'[{{"xp": 1, "user_id": "{ONE}", "points": 2, "discordId": "{TWO}"}}]'
    assert by_digits(brought(unclear, named="yagpdb")) == {101: ("2",)}
    assert by_digits(brought(unclear, named="zealy")) == {102: ("1",)}
    with pytest.raises(NotThatFormatError):
        brought(unclear, named="mee6")
    with pytest.raises(UnknownFormatError):
        brought(unclear, named="nonsense")
    with pytest.raises(MixedFormatsError):
        brought(samples.MEE6, samples.TATSU)


def test_numbers_no_one_can_spell_out_are_bounded() -> None:
    digits = "9" * 5_000  # Python itself refuses to read so many
    found = brought(
        f'[{{"id": "{ONE}", "xp": {digits}}}, {{"id": "{TWO}", "xp": 1e999999999}},'
        f'{{"id": "{THREE}", "xp": 1e-999999999}}, {{"id": "{FOUR}", "xp": NaN}}]'
    )
    assert [(one.amounts, one.flaw) for one in found.accounts] == [
        ((0,), Flaw.BAD_AMOUNT),
        ((Decimal("Infinity"),), None),
        ((Decimal("Infinity"),), None),
        ((0,), None),
    ]


def test_names_are_on_one_line() -> None:
    """PostgreSQL stores no NUL, a terminal obeys escapes, and a card has a line for each."""
    found = brought(
        json.dumps(
            {
                "players": [
                    {"id": str(ONE), "xp": 1, "username": "a\n# b\x00\x1b[2J"},
                    {"id": "x\x00y", "xp": 1},
                ]
            }
        )
    )
    assert [one.who for one in found.accounts] == ["xy", "a # b[2J"]


def test_terms_lose_nothing_unsaid() -> None:
    found = brought(samples.UNBELIEVABOAT)
    one, endless, owing, huge = found.accounts
    terms = Terms(found.moneys, Choices(rate="1/1000"))
    rich = terms.outcome(one, known=True)
    assert (rich.earn, rich.spend) == (26, 26)
    assert rich.losses == ((Loss.FRACTION, checked_rate("1/2"), checked_rate("0.5")),)
    assert terms.outcome(endless, known=True).left_out is Loss.TOO_LARGE
    assert terms.outcome(huge, known=True).left_out is Loss.TOO_LARGE
    assert terms.outcome(owing, known=True).earn == 0
    apart = Choices(feeds={"cash": Feeds.SPEND, "bank": Feeds.EARN}, cap=1_000_000)
    terms = Terms(found.moneys, apart)
    assert [(o.earn, o.spend) for o in (terms.outcome(a, known=True) for a in found.accounts)] == [
        (25000, 1500),
        (0, 1_000_000),
        (0, 0),
        (0, 1_000_000),
    ]
    for choices in (Choices(rate="1/7", cap=3), Choices(rate="2.5"), apart):
        terms = Terms(found.moneys, choices)
        for account in found.accounts:
            outcome = terms.outcome(account, known=False)
            for at, points in enumerate((outcome.earn, outcome.spend)):
                lost = sum(lost[at] for _, *lost in outcome.losses)
                assert outcome.asked[at] - lost == (points or 0)


@pytest.mark.parametrize("typed", ["0", "1/0", "-1", "x", "1/2/3", "", "1e5"])
def test_a_rate_that_is_none(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        checked_rate(typed)


def test_two_formats_of_one_name_fail_at_once() -> None:
    assert "mee6" in formats()  # which looks for them first
    with pytest.raises(ValueError, match="mee6"):
        type("Other", (Format,), {}, key="mee6", moneys=())


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 10)
    with pytest.raises(TooManyValuesError):
        documents.document(io.BytesIO(b"[" + b" " * 20 + b"]"))
