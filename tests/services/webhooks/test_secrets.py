"""What calls are signed with: shown once, replaced without a gap, and never more than two."""

import asyncio
import base64
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select
from standardwebhooks import Webhook

from bot.services import audit
from bot.services.errors import GoneError, NotAManagerError
from bot.services.maintenance import retention
from bot.services.webhooks import secrets
from bot.services.webhooks.secrets import CHANGING_OVER, Made
from db.database import Database
from db.session import Session
from db.tables import Direction, WebhookSecret
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, add_community

OTHER = CLUB + 1


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    await db.write(add_community)
    await db.write(add_community, community_id=OTHER)


async def make(db: Database, press: int, instead_of: int | None = None) -> Made:
    return await db.write(secrets.make, BOSS, press=press, instead_of=instead_of)


async def valid(db: Database) -> list[str]:
    return await db.read(secrets.valid, CLUB)


async def stored(db: Database) -> int:
    def use_case(session: Session) -> int:
        return len(session.exec(select(WebhookSecret)).all())

    return await db.read(use_case)


async def test_a_secret_is_made_and_belongs_to_one_community(db: Database) -> None:
    made = await make(db, 1)
    assert made.secret.startswith("whsec_")
    assert len(made.secret) == len("whsec_") + 32  # 24 bytes
    assert made.old_ends_at is None
    assert await valid(db) == [made.secret]
    assert await db.read(secrets.valid, OTHER) == []


async def test_managers_see_that_there_is_one_but_not_what_it_is(
    db: Database, clock: Clock
) -> None:
    made = await make(db, 1)
    (seen,) = await db.read(secrets.list_secrets, BOSS)
    assert (seen.id, seen.created_by, seen.created_at) == (1, BOSS.member_id, clock.now)
    lines = (await db.read(audit.load_page, BOSS)).lines
    assert [line.action for line in lines] == ["webhooks.secret_made"]
    assert made.secret not in repr(seen) + repr(lines)


async def test_while_a_new_one_replaces_it_the_old_one_is_valid(db: Database, clock: Clock) -> None:
    old = await make(db, 1)
    new = await make(db, 2, instead_of=1)
    assert new.old_ends_at == clock.now + CHANGING_OVER
    assert await valid(db) == [new.secret, old.secret]
    clock.now += CHANGING_OVER - timedelta(seconds=1)
    assert await valid(db) == [new.secret, old.secret]
    clock.forward(seconds=1)
    assert await valid(db) == [new.secret]


async def test_there_are_never_more_than_two(db: Database) -> None:
    await make(db, 1)
    second = await make(db, 2, instead_of=1)
    third = await make(db, 3, instead_of=2)
    assert await valid(db) == [third.secret, second.secret]
    assert await stored(db) == 2


async def test_managers_at_once_make_one(db: Database) -> None:
    """Proven: without the lock on the community, several find none, and PostgreSQL keeps them."""
    made = await asyncio.gather(*(make(db, press) for press in range(1, 9)), return_exceptions=True)
    assert [type(one) for one in made if not isinstance(one, Made)] == [GoneError] * 7
    assert len(await valid(db)) == 1


async def test_the_same_press_makes_one(db: Database) -> None:
    assert await make(db, 1) == await make(db, 1)
    await make(db, 2, instead_of=1)
    assert await make(db, 2, instead_of=1) == await make(db, 2, instead_of=1)
    assert await stored(db) == 2


async def test_an_old_card_replaces_nothing(db: Database) -> None:
    await make(db, 1)
    for instead_of in (None, 7):
        with pytest.raises(GoneError):
            await make(db, 2, instead_of=instead_of)


async def test_a_manager_ends_one_at_once(db: Database) -> None:
    await make(db, 1)
    new = await make(db, 2, instead_of=1)
    await db.write(secrets.end, BOSS, 1)
    assert await valid(db) == [new.secret]
    with pytest.raises(GoneError):
        await db.write(secrets.end, BOSS, 1)
    await db.write(secrets.end, BOSS, 2)
    assert await valid(db) == []
    assert await stored(db) == 0
    again = await make(db, 3)
    assert await valid(db) == [again.secret]


async def test_what_has_ended_cannot_be_ended_and_is_forgotten(db: Database, clock: Clock) -> None:
    await make(db, 1)
    await make(db, 2, instead_of=1)
    clock.now += CHANGING_OVER
    with pytest.raises(GoneError):
        await db.write(secrets.end, BOSS, 1)
    assert await db.write(retention.purge, "secrets") == 1
    assert await db.write(retention.purge, "secrets") == 0
    assert await stored(db) == 1


async def test_members_neither_see_nor_make_nor_end_any(db: Database) -> None:
    await make(db, 1)
    with pytest.raises(NotAManagerError):
        await db.read(secrets.list_secrets, MAI)
    with pytest.raises(NotAManagerError):
        await db.write(secrets.make, MAI, press=2, instead_of=1)
    with pytest.raises(NotAManagerError):
        await db.write(secrets.end, MAI, 1)
    assert await stored(db) == 1


async def test_each_direction_has_its_own(db: Database, clock: Clock) -> None:
    """Proven: without the direction in `_valid`, each secret would be valid for both."""
    ours = await db.write(
        secrets.make, BOSS, press=1, instead_of=None, direction=Direction.OUTGOING
    )
    assert await valid(db) == []
    theirs = await make(db, 2)
    newer = await db.write(secrets.make, BOSS, press=3, instead_of=1, direction=Direction.OUTGOING)
    newest = await db.write(secrets.make, BOSS, press=4, instead_of=3, direction=Direction.OUTGOING)
    assert await valid(db) == [theirs.secret]
    assert await db.read(secrets.valid, CLUB, Direction.OUTGOING) == [newest.secret, newer.secret]
    assert len({ours.secret, theirs.secret, newer.secret, newest.secret}) == 4
    seen = await db.read(secrets.list_secrets, BOSS)
    assert {(one.id, one.direction) for one in seen} == {
        (2, Direction.INCOMING),
        (3, Direction.OUTGOING),
        (4, Direction.OUTGOING),
    }
    with pytest.raises(GoneError):  # the card of one direction replaces nothing in the other
        await db.write(secrets.make, BOSS, press=5, instead_of=4)
    for press in (3, 4):
        await db.write(secrets.end, BOSS, press)
    assert await valid(db) == [theirs.secret]
    assert await db.read(secrets.valid, CLUB, Direction.OUTGOING) == []
    actions = [line.action for line in (await db.read(audit.load_page, BOSS)).lines]
    assert actions.count("webhooks.outgoing_secret_made") == 3
    assert actions.count("webhooks.outgoing_secret_ended") == 2


OURS, THEIRS = ("whsec_" + letter * 32 for letter in "AB")
BODY = '{"type": "custom"}'


def headers(
    secret: str = OURS, *, ago: timedelta = timedelta(), body: str = BODY
) -> dict[str, str]:
    """Sign as a sender does, with the specification's own library."""
    at = datetime.now(UTC) - ago
    return {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": Webhook(secret).sign("msg_1", at, body),
    }


def is_signed(known: list[str], sent: dict[str, str], body: str) -> bool:
    """Return whether a call is taken for one that was signed."""
    return secrets.verified(known, sent.items(), body, datetime.now(UTC)) is not None


def test_a_signature_is_right() -> None:
    assert is_signed([OURS], headers(), BODY)
    assert is_signed([THEIRS, OURS], headers(), BODY)
    two = headers() | {"Webhook-Signature": f"v1a,AAAA {headers()['Webhook-Signature']}"}
    assert is_signed([OURS], two, BODY)


@pytest.mark.parametrize(
    "beside",
    ["v1", "v1,", "v1,é", "v1,%", "v1,%%%,", ",", " ", "v1a,AAAA", "v1,AAAA", "v1,\udcff"],
)
def test_each_entry_of_the_list_is_judged_by_itself(beside: str) -> None:
    """Proven: the library, asked with the whole list, refuses what stands behind most of these."""
    right = headers()["Webhook-Signature"]
    for together in (f"{beside} {right}", f"{right} {beside}", f"{beside}  {right}"):
        assert is_signed([OURS], headers() | {"Webhook-Signature": together}, BODY)
    assert not is_signed([OURS], headers() | {"Webhook-Signature": f"{beside} {beside}"}, BODY)


def test_what_was_verified_is_handed_out() -> None:
    now = datetime.now(UTC)
    sent = headers()
    signed = secrets.verified([THEIRS, OURS], sent.items(), BODY, now)
    assert signed is not None
    assert (signed.id, signed.body) == ("msg_1", BODY)
    assert str(int(signed.at.timestamp())) == sent["Webhook-Timestamp"]


@pytest.mark.parametrize("name", ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"])
@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_a_header_that_comes_twice_says_nothing(name: str, same: bool, first: bool) -> None:
    """Proven: of two ids the last one was verified, and the first one decided what is once."""
    pairs = list(headers().items())
    again = (name.lower(), headers()[name] if same else "msg_2")
    assert is_signed([OURS], dict(pairs), BODY)
    doubled = [again, *pairs] if first else [*pairs, again]
    assert secrets.verified([OURS], doubled, BODY, datetime.now(UTC)) is None


@pytest.mark.parametrize("written", ["{}.0", "{}.5", "+{}", "0{}", " {}", "{}e0", "१२३", "{}00000"])
def test_a_time_is_written_in_one_way(written: str) -> None:
    """What is signed is the text; a reader that takes another for the same number would differ."""
    sent = headers()
    text = written.format(sent["Webhook-Timestamp"])
    signed = Webhook(OURS)._whsecret
    content = f"msg_1.{text}.{BODY}".encode()
    signature = base64.b64encode(hmac.digest(signed, content, "sha256")).decode()
    otherwise = {"Webhook-Timestamp": text, "Webhook-Signature": f"v1,{signature}"}
    assert not is_signed([OURS], sent | otherwise, BODY)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"secret": THEIRS},
        {"ago": timedelta(minutes=6)},
        {"ago": -timedelta(minutes=6)},
        {"body": BODY + " "},
    ],
)
def test_a_signature_is_of_something_else(otherwise: dict[str, Any]) -> None:
    assert not is_signed([OURS], headers(**otherwise), BODY)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Webhook-Id", "msg_2"),
        ("Webhook-Id", "\udcff"),
        ("Webhook-Id", ""),
        ("Webhook-Timestamp", "soon"),
        ("Webhook-Timestamp", "nan"),
        ("Webhook-Timestamp", "inf"),
        ("Webhook-Signature", "v1,"),
        ("Webhook-Signature", "v1"),
        ("Webhook-Signature", "v1,é"),
        ("Webhook-Signature", "v1,%"),
        ("Webhook-Signature", ""),
    ],
)
def test_a_header_makes_no_sense(name: str, value: str) -> None:
    assert not is_signed([OURS], headers() | {name: value}, BODY)
    assert not is_signed([OURS], {}, BODY)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed([], headers(), BODY)


@pytest.mark.parametrize("known", [OURS, THEIRS])
def test_what_we_sign_is_right_by_either_secret(known: str) -> None:
    now = datetime.now(UTC)
    sent = headers() | {"Webhook-Signature": secrets.signature([OURS, THEIRS], "msg_1", now, BODY)}
    Webhook(known).verify(BODY, sent)
