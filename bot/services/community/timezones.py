"""Time zones as people name them: by a city, a country, or how far a clock is from UTC.

Only zones that are a place's own are offered, as tzdata lists them by country (`zone.tab`), and
UTC. Names of zones that mean something else than they say are not: `Etc/GMT+7` is seven hours
*behind* UTC, `EST` knows no summer, `localtime` is the machine's.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.services.calendar import clock
from bot.services.community.place_names import CITIES, COUNTRIES
from bot.services.errors import InvalidInputError

MOST = 25
"""Zones that are offered at once."""

SHOWN = 8
"""Zones that a refusal names."""

UTC = "UTC"

_SHORTEST_PART = 4
"""Letters of a name that are enough to guess it: fewer are mostly an abbreviation, as `EST`."""

_HALF_A_YEAR = timedelta(days=182)

_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?")


@dataclass(frozen=True)
class Place:
    """A zone; `rank` 0 is the main one of a country, and `names` is what it is found by."""

    zone: str
    clock: ZoneInfo
    rank: int
    names: frozenset[str]


def find(text: str, now: datetime) -> list[str]:
    """Return up to `MOST` zones that a text may mean, the likeliest first."""
    return (_exact(text, now) or _partly(text))[:MOST]


def resolve(text: str, now: datetime) -> str:
    """Return the one zone that a text means; else say which it may mean, or that none is so called.

    Raises `InvalidInputError`.
    """
    found = _exact(text, now)
    if not found and len(_folded(text)) >= _SHORTEST_PART:
        found = _partly(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise InvalidInputError("timezone", "settings-unknown-timezone", given=text)
    shown = ", ".join(found[:SHOWN])
    raise InvalidInputError("timezone", "settings-which-timezone", given=text, zones=shown)


def load() -> None:
    """Read every zone that may be stored, which would otherwise happen while somebody waits."""
    for zone in well_named():
        clock(zone)


@cache
def well_named() -> frozenset[str]:
    """Return the names that may be stored: those offered, and others of the same places."""
    return frozenset(place.zone for place in _places()) | _other_names().keys()


def _exact(text: str, now: datetime) -> list[str]:
    """Return the zones that are called so, or whose clocks are so far from UTC."""
    wanted = _folded(text)
    for place in _places():
        if wanted == _folded(place.zone):
            return [place.zone]
    offset = _offset(wanted)
    if offset is not None:
        return [
            place.zone for place in _places() if now.astimezone(place.clock).utcoffset() == offset
        ]
    named = [place for place in _places() if wanted in place.names]
    # A country whose clocks show the same all year, as Germany's two, is its main zone.
    seasons = now, now + _HALF_A_YEAR
    clocks = {tuple(at.astimezone(place.clock).utcoffset() for at in seasons) for place in named}
    return [place.zone for place in (named[:1] if len(clocks) == 1 else named)]


def _partly(text: str) -> list[str]:
    """Return the zones with a name that begins so, then those with one that holds it."""
    wanted = _folded(text)
    begin = [place for place in _places() if any(name.startswith(wanted) for name in place.names)]
    hold = [
        place
        for place in _places()
        if place not in begin and any(wanted in name for name in place.names)
    ]
    return [place.zone for place in begin + hold]


def _offset(wanted: str) -> timedelta | None:
    """Read how far a clock is ahead of UTC, as people write it: `+7`, `GMT-3:30`."""
    if wanted in ("utc", "gmt"):
        return timedelta()
    match = _OFFSET.fullmatch(wanted)
    if match is None:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return ahead if match[1] == "+" else -ahead


def _folded(text: str) -> str:
    """Return a name without case, accents, blanks and what joins words."""
    text = text.casefold().replace("đ", "d").replace("\N{MINUS SIGN}", "-")
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if one.isascii())
    return re.sub(r"[\s_.,'()]|(?<=[a-z])-(?=[a-z])", "", plain)


@cache
def _places() -> tuple[Place, ...]:
    """Return every zone that is offered: UTC, then the main zones of countries, then the others."""
    names: dict[str, set[str]] = {UTC: set()}
    ranks = {UTC: -1}
    countries = dict(_table("iso3166.tab"))
    seen: dict[str, int] = {}
    for code, _, zone, *_ in _table("zone.tab"):
        ranks[zone] = seen.setdefault(code, 0)
        seen[code] += 1
        names[zone] = {zone, _city(zone), countries[code], *COUNTRIES.get(code, ())}
    for other, zone in _other_names().items():
        names[zone] |= {other, _city(other)}
    for zone, cities in CITIES.items():
        names[zone].update(cities)
    return tuple(
        Place(zone, clock(zone), ranks[zone], frozenset(map(_folded, names[zone])))
        for zone in sorted(names, key=lambda zone: (ranks[zone], zone))
    )


@cache
def _other_names() -> dict[str, str]:
    """Return older names, as `Asia/Saigon`, and the zone that is offered instead.

    Names without a place before them are abbreviations and the like.
    """
    offered = {row[2] for row in _table("zone.tab")}
    links = (line.split() for line in _lines("tzdata.zi") if line.startswith("L "))
    return {
        other: zone
        for _, zone, other in links
        if zone in offered and other not in offered and "/" in other
    }


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1]


def _table(name: str) -> Iterator[list[str]]:
    """Yield the rows of one of tzdata's tables; their form is described at their beginning."""
    return (line.split("\t") for line in _lines(name) if not line.startswith("#"))


def _lines(name: str) -> Iterable[str]:
    return (files("tzdata.zoneinfo") / name).read_text(encoding="utf-8").splitlines()
