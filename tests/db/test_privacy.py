"""Every table says what privacy does with it, also one that is added tomorrow."""

import re

import pytest
from sqlalchemy import BigInteger, Column
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from db.privacy import NO_MEMBER, Privacy, privacy
from db.tables import metadata, models, table
from db.types import big, holds_member_id, id_key, member, member_key

THINGS = re.compile(
    r"((bot|community|grant|reward|image|role|channel|category|message|raffle|event|goal|workflow|run|import"
    r"|bulk|batch|moving|target)_)?id"
    r"|\w+_(role|channel|voucher)_id"
)
"""What columns with ids of anything but members are called."""

every_model = pytest.mark.parametrize("model", models(), ids=lambda model: table(model).name)


def could_say_who(column: Column[object]) -> bool:
    """Return whether a column looks as if it held ids of somebody."""
    is_id = re.search(r"(^|_)(id|by|member|user|recipient|author|actor)$", column.name)
    return (
        isinstance(column.type, BigInteger)
        and is_id is not None
        and not THINGS.fullmatch(column.name)
    )


def faults(model: type[SQLModel]) -> list[str]:
    """Return what a table leaves open about privacy."""
    if not isinstance(vars(model).get("__privacy__"), Privacy):
        return ["declares nothing: __privacy__ = Privacy(…), see db/privacy.py"]
    declared, columns = privacy(model), table(model).c
    who = [column.name for column in columns if holds_member_id(column)]
    found = [
        f"{column.name} says who: make it with `member`; if it does not, name it in THINGS"
        for column in columns
        if could_say_who(column) and not holds_member_id(column)
    ]
    if who and not declared.texts:
        found.append("its texts are left as they are, but it has members")
    if "member_id" in who and declared.export is None:
        found.append("a member's rows have no place in the export")
    if (declared.export or declared.delete or declared.clear) and declared.whose not in who:
        found.append(f"{declared.whose} does not say whose a row is")
    found += [f"{name} is no column" for name in declared.clear if name not in columns]
    return found


@every_model
def test_a_table_says_what_privacy_does_with_it(model: type[SQLModel]) -> None:
    assert faults(model) == []


def test_every_table_has_a_class() -> None:
    assert {table(model) for model in models()} == set(metadata.tables.values())


def test_no_two_tables_are_exported_under_one_name() -> None:
    names = [name for model in models() if (name := privacy(model).export)]
    assert len(names) == len(set(names))


class Apart(SQLModel, registry=registry()):
    """What is defined below belongs to no database."""


class Silent(Apart, table=True):
    community_id: int = id_key()
    member_id: int = member_key()


class Unmarked(Apart, table=True):
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    recipient_id: int = big()


class NotExported(Apart, table=True):
    __privacy__ = Privacy(export=None, texts=False)

    community_id: int = id_key()
    member_id: int = member_key()


class OfNobody(Apart, table=True):
    __privacy__ = Privacy(export="wishes", delete=True, clear={"wish": None})

    community_id: int = id_key()
    friend_id: int | None = member(None)


@pytest.mark.parametrize(
    ("model", "found"),
    [
        (Silent, ["declares nothing"]),
        (Unmarked, ["recipient_id says who"]),
        (NotExported, ["its texts", "a member's rows"]),
        (OfNobody, ["member_id does not say", "wish is no column"]),
    ],
)
def test_what_a_table_forgets_is_noticed(model: type[SQLModel], found: list[str]) -> None:
    for fault, words in zip(faults(model), found, strict=True):
        assert words in fault
