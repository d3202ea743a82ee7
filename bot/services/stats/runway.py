"""How long a stock lasts at the pace of late. It knows no tables."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.services import calendar

LOOKS_BACK = timedelta(days=28)
"""How much of the past makes the pace, or what passed since publishing if that is less."""

LEAST_GIVEN = 5
LEAST_TIME = timedelta(days=3)
"""What a pace is told from at the least."""

FAR = timedelta(days=365)
"""How far ahead it is said when a stock will be empty; a later day would be a guess."""

_DAY = timedelta(days=1)


class Outlook(enum.StrEnum):
    """What is said of a stock."""

    EMPTY = "empty"
    RUNS_OUT = "runs-out"
    LASTS = "lasts"
    UNKNOWN = "unknown"  # too little was given, or it was published too lately


@dataclass(frozen=True)
class Pace:
    """How many were given, in how much time."""

    given: int
    time: timedelta

    @property
    def is_known(self) -> bool:
        """Whether that is enough to tell a pace from."""
        return self.given >= LEAST_GIVEN and self.time >= LEAST_TIME

    @property
    def per_day(self) -> float:
        """How many a day."""
        return self.given / (self.time / _DAY)


@dataclass(frozen=True)
class Batch:
    """So many of a stock that are good through a day; None: for good."""

    count: int
    good_through: date | None = None


@dataclass(frozen=True)
class Terms:
    """When and where it is counted from, and until when the reward itself can be had."""

    now: datetime
    timezone: str
    last_day: date | None = None

    def end_of(self, day: date | None) -> datetime | None:
        """Return when a day ends; None: never."""
        return None if day is None else calendar.day_start(day + _DAY, self.timezone)


@dataclass(frozen=True)
class Point:
    """How many are left at a moment; between two points it is a straight line."""

    at: datetime
    left: float


def course(pace: Pace, batches: Sequence[Batch], most: int, terms: Terms) -> tuple[Point, ...]:
    """Return how many are left from now on, until nothing is or very far ahead.

    What ends first is given first, as `issue` does, and what is not given until it ends is lost.
    `most`: how many are given in all.
    """
    at, given, later = terms.now, 0.0, sum(batch.count for batch in batches)
    points = [Point(at, min(most, later))]
    for batch in batches:
        later -= batch.count
        count = min(float(batch.count), most - given)
        done = at + min(count / pace.per_day * _DAY, FAR + _DAY)
        ends = terms.end_of(batch.good_through)
        if ends is not None and ends < done:
            handed = max((ends - at) / _DAY, 0) * pace.per_day
            at, given = max(at, ends), given + handed
            points.append(Point(at, min(most - given, later + batch.count - handed)))
        else:
            at, given = done, given + count
        points.append(Point(at, min(most - given, later)))
        if at > terms.now + FAR:
            break
    return tuple(points)


def left_at(points: Sequence[Point], moment: datetime) -> float:
    """Return how many are left at a moment on a course, or at its end."""
    for before, after in pairwise(points):
        if before.at <= moment < after.at:
            share = (moment - before.at) / (after.at - before.at)
            return before.left + share * (after.left - before.left)
    return points[-1].left


@dataclass(frozen=True)
class Runway:
    """What is said of a stock. Where it runs out: when that is, and how it goes until then."""

    outlook: Outlook
    empty_at: datetime | None = None
    course: tuple[Point, ...] = ()


def runway(pace: Pace, batches: Sequence[Batch], most: int, terms: Terms) -> Runway:
    """Say how long a stock lasts; it is empty where `most` is 0."""
    if most == 0:
        return Runway(Outlook.EMPTY)
    if not pace.is_known:
        return Runway(Outlook.UNKNOWN)
    points = course(pace, batches, most, terms)
    at, ends = points[-1].at, terms.end_of(terms.last_day)
    if at > terms.now + FAR or (ends is not None and ends <= at):
        return Runway(Outlook.LASTS)
    return Runway(Outlook.RUNS_OUT, at, points)
