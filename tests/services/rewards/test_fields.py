"""What may be typed into the fields of a reward."""

from datetime import date
from typing import Any

import pytest

from bot.services.actors import RoleFacts
from bot.services.rewards import fields
from bot.services.rewards.fields import MOST, RewardChanges
from bot.services.rewards.image_decoding import Picture
from bot.services.typed import UNSET, fold
from bot.texts import SHIPPED, t
from db.tables import Reward, RewardKind, RewardState
from tests.support.databases import NOON
from tests.support.factories import CLUB

TODAY = NOON.date()
CLOCK = fields.Clock(NOON, "Europe/Berlin", TODAY)
GIVEABLE = RoleFacts(7, assignable_by_actor=True, privileged=False)


def reward(kind: RewardKind = RewardKind.COUPON, **columns: Any) -> Reward:
    """Return a reward that is in no table."""
    return Reward(
        community_id=CLUB, id=1, kind=kind, name="", name_key="", created_by=1, created_at=NOON
    ).model_copy(update=columns)


def taken(of: Reward, **given: Any) -> dict[str, Any]:
    """Return the columns that changes without an error lead to."""
    values, errors = fields.read(RewardChanges(**given), of, CLOCK)
    assert errors == []
    return values


def refused(of: Reward, **given: Any) -> list[tuple[str, str]]:
    """Return the errors in changes of which nothing can be taken."""
    values, errors = fields.read(RewardChanges(**given), of, CLOCK)
    assert values == {}
    for invalid in errors:
        for language in SHIPPED:
            assert t(language, invalid.message, **invalid.params)
    return [(invalid.field, invalid.message) for invalid in errors]


def test_what_is_not_given_stays() -> None:
    assert taken(reward()) == {}
    assert RewardChanges().name is UNSET


def test_all_fields_at_once() -> None:
    picture = Picture(b"", "image/png", 1, 1, b"")
    assert taken(
        reward(),
        name=" Big  mug ",
        description="One\r\ntwo ",
        instructions="Ask at the bar.",
        cost="1,000",
        stock=" 20 ",
        member_limit="2",
        expires_on=" 2025-12-31",
        required_role_id=9,
        badge_role=None,
        image=picture,
    ) == {
        "name": "Big mug",
        "name_key": "big mug",
        "description": "One\ntwo",
        "instructions": "Ask at the bar.",
        "cost": 1000,
        "stock": 20,
        "member_limit": 2,
        "expires_on": date(2025, 12, 31),
        "required_role_id": 9,
        "badge_role_id": None,
        "image": picture,
    }


def test_all_mistakes_at_once_while_the_rest_is_read() -> None:
    values, errors = fields.read(
        RewardChanges(name="", cost="free", stock=3, expires_on="soon"), reward(), CLOCK
    )
    assert values == {"stock": 3}
    assert [invalid.field for invalid in errors] == ["name", "cost", "expires_on"]


def test_an_empty_text_clears_like_none() -> None:
    cleared = {
        "description": "",
        "instructions": None,
        "cost": None,
        "stock": None,
        "member_limit": None,
        "expires_on": None,
    }
    assert taken(reward(), **dict.fromkeys(cleared, " ")) == cleared
    assert taken(reward(), **dict.fromkeys(cleared)) == cleared


@pytest.mark.parametrize("name", ["x", "x" * 80, "Cà phê ☕", "👨‍👩‍👧 day", "line\nbreak", "nul\0"])
def test_a_name_has_up_to_80_characters(name: str) -> None:
    stored = taken(reward(), name=name)["name"]
    assert stored
    assert not set(stored) & {"\n", "\0"}


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "\u200b\u200d", "\0\n"])
def test_a_name_is_not_empty_and_not_longer(name: str) -> None:
    assert refused(reward(), name=name) == [("name", "reward-bad-name")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mug", "mUG"),
        ("ĐÁ QUÝ", "đá quý"),
        ("Straße", "STRASSE"),
        ("Ｍｕｇ", "Mug"),
        ("é", "e\u0301"),
        ("Mu\u200bg", "Mug"),
    ],
)
def test_names_that_look_alike_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_that_differ_stay_different() -> None:
    assert len({fold(name) for name in ("mug", "mugs", "da", "đá", "mu g")}) == 5


@pytest.mark.parametrize("field", ["description", "instructions"])
def test_texts_have_up_to_1000_characters(field: str) -> None:
    assert taken(reward(), **{field: "x" * 1000})[field] == "x" * 1000
    assert refused(reward(), **{field: "x" * 1001}) == [(field, f"reward-bad-{field}")]


def test_a_text_keeps_its_lines_and_loses_what_cannot_be_stored() -> None:
    assert taken(reward(), description="a\r\n\tb\0\x07\ud800c")["description"] == "a\n\tbc"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("1,000", 1000),
        ("1.000.000", 1_000_000),
        ("12 000", 12_000),
        (str(MOST), MOST),
        (MOST, MOST),
    ],
)
def test_numbers_as_people_type_them(typed: int | str, number: int) -> None:
    assert taken(reward(), cost=typed)["cost"] == number


@pytest.mark.parametrize(
    "typed",
    ["0", "-1", "1.5", "1,00", "1e3", "１２", "x", "9" * 400, str(MOST + 1), MOST + 1, 0, -1],
)
def test_what_is_no_price(typed: int | str) -> None:
    assert refused(reward(), cost=typed) == [("cost", "reward-bad-cost")]


@pytest.mark.parametrize("kind", [RewardKind.BADGE, RewardKind.VOUCHER])
def test_only_coupons_have_a_price_and_a_typed_stock(kind: RewardKind) -> None:
    assert refused(reward(kind), cost=1) == [("cost", "reward-only-coupons-cost")]
    assert [field for field, _ in refused(reward(kind), stock=1)] == ["stock"]
    assert taken(reward(kind), cost="", stock="") == {"cost": None, "stock": None}


def test_stock_may_be_nothing_but_not_below_what_is_given() -> None:
    assert taken(reward(), stock=0) == {"stock": 0}
    assert refused(reward(), stock=-1) == [("stock", "reward-bad-stock")]
    assert taken(reward(granted=5), stock=5) == {"stock": 5}
    _, errors = fields.read(RewardChanges(stock=4), reward(granted=5), CLOCK)
    assert [invalid.params for invalid in errors] == [{"given": 5}]


@pytest.mark.parametrize("field", ["cost", "stock"])
def test_a_published_coupon_stays_complete(field: str) -> None:
    on_sale = reward(state=RewardState.PUBLISHED)
    assert refused(on_sale, **{field: None}) == [(field, f"reward-{field}-needed")]
    assert taken(reward(), **{field: None}) == {field: None}


def test_a_badge_is_held_once() -> None:
    badge = reward(RewardKind.BADGE, member_limit=1)
    assert refused(badge, member_limit=2) == [("member_limit", "reward-one-badge-each")]
    assert taken(badge, member_limit=None) == {"member_limit": 1}
    assert refused(reward(), member_limit=0) == [("member_limit", "reward-bad-limit")]


@pytest.mark.parametrize(
    "typed",
    ["2025-6-30", "20250630", "2025-W30-1", "30.06.2025", "soon", "9999-12-31"],
)
def test_what_is_no_date(typed: str) -> None:
    assert refused(reward(), expires_on=typed) == [("expires_on", "reward-bad-date")]


@pytest.mark.parametrize("typed", ["2025-02-30", "31/02/2030", "2030-13-01"])
def test_a_day_that_the_calendar_does_not_have(typed: str) -> None:
    nowhere = "error-no-such-day"
    assert refused(reward(), expires_on=typed) == [("expires_on", nowhere)]
    assert refused(reward(), publish_at=f"{typed} 18:00") == [("publish_at", nowhere)]


def test_a_date_may_be_today_but_not_over() -> None:
    assert taken(reward(), expires_on=TODAY.isoformat()) == {"expires_on": TODAY}
    yesterday = date(2025, 6, 1)
    assert refused(reward(), expires_on=yesterday) == [("expires_on", "reward-date-past")]
    # A form sent again with the date that it showed.
    assert taken(reward(expires_on=yesterday), expires_on="2025-06-01") == {"expires_on": yesterday}


def test_the_role_that_everybody_has_gates_nothing() -> None:
    assert taken(reward(), required_role_id=CLUB) == {"required_role_id": None}


@pytest.mark.parametrize(
    ("kind", "role", "message"),
    [
        (RewardKind.COUPON, GIVEABLE, "reward-only-badges-carry-roles"),
        (RewardKind.BADGE, RoleFacts(7, True, True), "reward-role-privileged"),
        (RewardKind.BADGE, RoleFacts(7, False, False), "reward-role-out-of-reach"),
        (RewardKind.BADGE, RoleFacts(7, False, True, managed=True), "reward-role-managed"),
        (RewardKind.BADGE, RoleFacts(CLUB, False, True), "reward-role-everybody"),
    ],
)
def test_roles_that_a_reward_may_not_carry(kind: RewardKind, role: RoleFacts, message: str) -> None:
    assert refused(reward(kind), badge_role=role) == [("badge_role", message)]


def test_a_badge_carries_a_role_that_its_manager_could_give() -> None:
    assert taken(reward(RewardKind.BADGE), badge_role=GIVEABLE) == {"badge_role_id": 7}
    assert taken(reward(RewardKind.BADGE), badge_role=None) == {"badge_role_id": None}


@pytest.mark.parametrize(
    ("of", "lacks"),
    [
        (reward(), ["cost", "stock"]),
        (reward(cost=1), ["stock"]),
        (reward(cost=1, stock=0), []),
        (reward(RewardKind.VOUCHER), []),
        (reward(RewardKind.BADGE, expires_on=TODAY), []),
        (reward(RewardKind.BADGE, expires_on=date(2025, 6, 1)), ["expires_on"]),
    ],
)
def test_what_publishing_needs(of: Reward, lacks: list[str]) -> None:
    assert [invalid.field for invalid in fields.missing(of, CLOCK)] == lacks


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#3A7D44", 0x3A7D44),
        (" 3a7d44 ", 0x3A7D44),
        ("#abc", 0xAABBCC),
        ("000", 0),
        ("", None),
        (None, None),
    ],
)
def test_colours_as_people_type_them(typed: str | None, colour: int | None) -> None:
    assert taken(reward(RewardKind.BADGE), badge_colour=typed) == {"badge_colour": colour}


@pytest.mark.parametrize("typed", ["green", "#12345", "#1234567", "0x123456", "#ggg", "#", "١٢٣"])
def test_what_is_no_colour(typed: str) -> None:
    wrong = refused(reward(RewardKind.BADGE), badge_colour=typed)
    assert wrong == [("badge_colour", "reward-bad-colour")]


def test_only_badges_are_drawn() -> None:
    assert taken(reward(RewardKind.BADGE), badge_shape="star") == {"badge_shape": "star"}
    assert taken(reward(RewardKind.BADGE), badge_shape=None) == {"badge_shape": None}
    wrong = refused(reward(RewardKind.BADGE), badge_shape="blob")
    assert wrong == [("badge_shape", "reward-bad-shape")]
    assert refused(reward(), badge_colour="#fff", badge_shape="star") == [
        ("badge_colour", "reward-only-badges-have-colours"),
        ("badge_shape", "reward-only-badges-have-shapes"),
    ]
    cleared: dict[str, None] = {"badge_colour": None, "badge_shape": None}
    assert taken(reward(), **cleared) == cleared
