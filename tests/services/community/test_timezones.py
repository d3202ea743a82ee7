"""A zone is found by what people call it, and never by a name that means something else."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.services.community import timezones
from bot.services.community.place_names import CITIES, COUNTRIES
from bot.services.community.timezones import find, resolve, well_named
from bot.services.errors import InvalidInputError
from tests.support.databases import NOON

WINTER = datetime(2025, 12, 2, 12, tzinfo=UTC)
SAIGON = "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Ho_Chi_Minh", SAIGON),
        ("Asia/Saigon", SAIGON),
        ("Saigon", SAIGON),
        ("ho chi", SAIGON),
        ("Hanoi", SAIGON),
        ("Hà Nội", SAIGON),
        ("vietnam", SAIGON),
        ("Việt Nam", SAIGON),
        ("europe/berlin", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),  # which has two zones whose clocks show the same
        ("US/Pacific", "America/Los_Angeles"),
        ("san francisco", "America/Los_Angeles"),
        ("Hong Kong", "Asia/Hong_Kong"),
        ("hongkong", "Asia/Hong_Kong"),
        ("Nhật Bản", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("+14", "Pacific/Kiritimati"),
        ("+5:45", "Asia/Kathmandu"),
    ],
)
def test_what_people_say(typed: str, zone: str) -> None:
    assert resolve(typed, NOON) == zone
    assert find(typed, NOON)[0] == zone


@pytest.mark.parametrize("typed", ["+7", "GMT+7", "utc+7", "UTC +7:00", "gmt+07", "+0700"])
def test_an_offset_is_read_as_people_mean_it(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        resolve(typed, NOON)
    assert refused.value.message == "settings-which-timezone"
    found = find(typed, NOON)
    assert {SAIGON, "Asia/Bangkok", "Asia/Jakarta"} <= set(found)
    shown = {NOON.astimezone(ZoneInfo(zone)).strftime("%H:%M") for zone in found}
    assert shown == {"19:00"}


def test_an_offset_is_the_one_of_the_day() -> None:
    assert "Europe/Berlin" in find("+2", NOON)
    assert "Europe/Berlin" not in find("+2", WINTER)
    assert find("\N{MINUS SIGN}3:30", WINTER) == find("GMT-3:30", WINTER) == ["America/St_Johns"]
    assert "Europe/London" in find("GMT", WINTER)


@pytest.mark.parametrize(
    "typed",
    [
        *("localtime", "Factory", "posixrules", "EST", "MST", "CET", "EST5EDT", "PST8PDT"),
        *("Etc/GMT+7", "Etc/GMT-7", "GMT0", "Zulu", "ICT", "+15", "+7:75", "", "Atlantis"),
        "../../etc/passwd",
    ],
)
def test_what_means_nothing_or_something_else_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        resolve(typed, NOON)
    assert refused.value.message == "settings-unknown-timezone"


@pytest.mark.parametrize("typed", ["USA", "Russia", "america/", "China", "New Zealand"])
def test_what_may_be_several_is_asked_about(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        resolve(typed, NOON)
    assert refused.value.message == "settings-which-timezone"
    assert 1 < len(find(typed, NOON)) <= timezones.MOST


def test_only_a_places_own_zones_are_offered() -> None:
    asked = ["", "a", "e", "gmt", "etc", *(f"{hours:+}" for hours in range(-12, 15))]
    offered = {zone for typed in asked for zone in find(typed, NOON)}
    assert {zone.split("/")[0] for zone in offered} <= {
        *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia"),
        *("Europe", "Indian", "Pacific", "UTC"),
    }
    assert offered.isdisjoint({"Asia/Saigon", "Asia/Calcutta", "Europe/Kiev"})


def test_what_may_be_stored_is_a_zone_whose_clock_its_name_tells() -> None:
    assert {"UTC", SAIGON, "Asia/Saigon", "US/Pacific"} <= well_named()
    assert well_named().isdisjoint({"Etc/GMT+7", "EST", "localtime", "Factory", "GMT"})
    for zone in well_named():
        assert abs(NOON.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()) <= timedelta(
            hours=14
        )


def test_every_place_has_a_zone() -> None:
    for zone, cities in CITIES.items():
        for city in cities:
            assert resolve(city, NOON) == zone
    for names in COUNTRIES.values():
        for name in names:
            assert find(name, NOON), name
