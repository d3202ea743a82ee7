"""What must come of events, computed from their list alone, in the plainest way that there is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.events import NewEvent
from db.tables import Period
from tests.activity.sample_data import (
    BOOSTS,
    GONE,
    LEFT_OUT,
    MEMBERS,
    PLACES,
    TIMES,
    ZONE,
    SampleData,
    member_id,
    roles_of,
)

# What actions pay by default: points, daily cap, cooldown in seconds.
PAYS: dict[str, tuple[int, int | None, int]] = {
    "post_created": (5, 20, 60),
    "comment_created": (3, 20, 30),
    "daily_login": (10, 1, 0),
    "like_received": (2, 25, 0),
    "voice_minute": (1, 60, 0),
    "course_complete": (200, None, 0),
}
ACTION = {
    "post_created": "post_created",
    "post_comment": "comment_created",
    "daily_login": "daily_login",
    "like_received": "like_received",
    "voice_minutes": "voice_minute",
    "course_complete": "course_complete",
}
BY_TAKING_PART = {"post_created", "post_comment", "voice_minutes"}


@dataclass
class Result:
    """What there is when everything has been processed."""

    earned: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    awarded: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    tallies: dict[tuple[int, str, date], tuple[int, int]] = field(default_factory=dict)
    streaks: dict[int, tuple[int, int, date]] = field(default_factory=dict)
    goals: dict[tuple[int, int, date], tuple[int, bool]] = field(default_factory=dict)
    badges: set[tuple[int, int]] = field(default_factory=set)
    runs: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))


class Oracle:
    """Processes one event after the other; knows neither transactions nor tables."""

    def __init__(self, sample: SampleData, *, cooldowns: bool = True) -> None:
        self.sample = sample
        self._cooldowns = cooldowns
        self.result = Result()
        self._keys: set[str] = set()
        self._facts: set[str] = set()
        self._paid_at: dict[tuple[int, str, date], datetime] = {}
        self._worth: dict[tuple[int, str, date], Fraction] = defaultdict(Fraction)
        self._first: set[tuple[int, int]] = set()

    def hear(self, new_events: Iterable[NewEvent], now: datetime) -> None:
        """Process what happened up to a moment, in its order."""
        for event in sorted(self._news(new_events), key=lambda news: news.at):
            assert event.member_id is not None
            number = event.member_id - member_id(0)
            if number not in range(MEMBERS) or number == GONE:
                continue
            where = {"channel": event.channel_id, "category": event.category_id}
            facts = {**where, **event.data}
            self._process(event.trigger, number, event.at, facts, now)

    def _news(self, new_events: Iterable[NewEvent]) -> Iterator[NewEvent]:
        """Yield the events that are new."""
        for event in new_events:
            if event.key in self._keys:
                continue
            if event.fact is not None and event.fact in self._facts:
                continue
            self._keys.add(event.key)
            if event.fact is not None:
                self._facts.add(event.fact)
            yield event

    def _process(
        self, trigger: str, who: int, at: datetime, facts: dict[str, Any], now: datetime
    ) -> None:
        day = at.astimezone(ZoneInfo(ZONE)).date()
        action = ACTION.get(trigger)
        takes_part = trigger in BY_TAKING_PART and self._place(action, facts) > 0
        if takes_part and f"login:{who}:{day}" not in self._keys:
            self._keys.add(f"login:{who}:{day}")
            self._process("daily_login", who, at, {"channel": None}, now)
            self._streak(who, day, at, now)
        if action is not None:
            count = facts.get("minutes", 1)
            times = Fraction(0 if who == LEFT_OUT else self._place(action, facts), 100)
            times *= Fraction(self._boost(at, facts), 100)
            counted, points = self._earn(action, who, at, day, count, times) if times else (0, 0)
            self._goals(action, who, day, (count, counted, points), at, now)
        for rule in self.sample.rules:
            if rule.trigger == trigger and self._wanted(rule, facts):
                self._run(rule, who, facts)

    def _place(self, action: str | None, facts: dict[str, Any]) -> int:
        """Return the factor of where it was: of the channel before the category."""
        asked = [
            (facts.get(where), what) for where in ("channel", "category") for what in (action, "")
        ]
        return next((PLACES[one] for one in asked if one in PLACES), 100)

    def _boost(self, at: datetime, facts: dict[str, Any]) -> int:
        """Return the highest factor that was on: of the place before that of everywhere."""
        on = [
            (bool(channels), times)
            for times, channels, first, last in BOOSTS
            if timedelta(hours=first) <= at - self.sample.begins < timedelta(hours=last)
            and (not channels or {facts.get("channel"), facts.get("category")} & set(channels))
        ]
        return max(on)[1] if on else 100

    def _wanted(self, rule: Any, facts: dict[str, Any]) -> bool:
        """Return whether the trigger's own settings fit; else there is no run at all."""
        number = self.sample.rules.index(rule)
        kind = number % 8
        if kind == 0:
            return bool(facts["channel"] == 900 + number % 6)
        if kind == 3:
            return bool(facts["id"] == "b")
        if kind == 6:
            return rule.says(0, facts)  # type: ignore[no-any-return]
        return True

    def _run(self, rule: Any, who: int, facts: dict[str, Any]) -> None:
        wants = rule.says(who, facts)
        if wants and rule.first_time:
            wants = (rule.id, who) not in self._first
        if wants:
            self._first.add((rule.id, who))
            if rule.points:
                self.result.awarded[who] += rule.points
            if rule.reward is not None:
                self.result.badges.add((who, rule.reward))
        self.result.runs[rule.id, "done" if wants else "declined"] += 1

    def _streak(self, who: int, day: date, at: datetime, now: datetime) -> None:
        days, best, last = self.result.streaks.get(who, (0, 0, date.min))
        if day <= last:
            return
        days = days + 1 if last == day - timedelta(days=1) else 1
        self.result.streaks[who] = (days, max(best, days), day)
        if days > 1:
            self._process("streak_reached", who, at, {"channel": None, "days": days}, now)

    def _earn(
        self, action: str, who: int, at: datetime, day: date, count: int, times: Fraction
    ) -> tuple[int, int]:
        """Return how many of it count, and what that pays now: whole points of the day's sum."""
        points, cap, cooldown = PAYS[action]
        happened, paid = self.result.tallies.get((who, action, day), (0, 0))
        pays = count if cap is None else min(count, cap - paid)
        wait = timedelta(seconds=cooldown if self._cooldowns else 0)
        lately = [self._paid_at.get((who, action, day - timedelta(days=back))) for back in (0, 1)]
        if wait and any(last is not None and last > at - wait for last in lately):
            pays = 0
        self.result.tallies[who, action, day] = (happened + count, paid + pays)
        if pays == 0:
            return 0, 0
        self._paid_at[who, action, day] = at
        factors = [times for role, times in TIMES.items() if role in roles_of(who)]
        before = self._worth[who, action, day]
        after = before + times * Fraction(points * pays * (factors[-1] if factors else 100), 100)
        self._worth[who, action, day] = after
        earned = int(after) - int(before)
        self.result.earned[who] += earned
        return pays, earned

    def _goals(
        self,
        action: str,
        who: int,
        day: date,
        did: tuple[int, int, int],
        at: datetime,
        now: datetime,
    ) -> None:
        count, counted, points = did
        for target in self.sample.targets:
            much = count if target.count_all else counted
            amount = points if target.action is None else much * (target.action == action)
            begins, ends = _period(target.period, day)
            today = now.astimezone(ZoneInfo(ZONE)).date()
            if amount == 0 or today >= ends + timedelta(days=7):
                continue
            before, completed = self.result.goals.get((target.id, who, begins), (0, False))
            completes = not completed and before + amount >= target.amount
            self.result.goals[target.id, who, begins] = (before + amount, completed or completes)
            if completes:
                if target.reward is not None:
                    self.result.badges.add((who, target.reward))
                self._process("goal_completed", who, at, {"channel": None}, now)


def _period(period: Period, day: date) -> tuple[date, date]:
    """Return a period's first day and the day after its last."""
    if period is Period.WEEKLY:
        monday = day - timedelta(days=day.isoweekday() - 1)
        return monday, monday + timedelta(days=7)
    months = 1 if period is Period.MONTHLY else 3
    first = (day.month - 1) // months * months
    ends = first + months
    return date(day.year, first + 1, 1), date(day.year + ends // 12, ends % 12 + 1, 1)
