"""What each action pays: sensible defaults, and what a community has made of them.

An action is a text: one of `ACTIONS`, or `custom:` and the name that managers gave it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from bot.services import audit, communities
from bot.services.actors import Person, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.paging import count_rows, paging
from bot.services.state import Cells, Loaded, State
from bot.services.typed import fold
from db.session import Session
from db.statement import Statement, param
from db.tables import EarningRule
from db.upsert import insert

CUSTOM = "custom:"
"""What the actions begin with that managers name."""

MOST_POINTS = 1_000_000
"""Points that one action may pay, before tiers."""

MOST_CAP = 10_000
LONGEST_COOLDOWN = 86_400
"""Seconds: a day."""

MOST_CUSTOM = 50
"""Custom actions of a community."""

NAME_LENGTH = 40

PAGE = 15
"""Rules on a page."""

_NAME = re.compile(r"\w[\w.-]*")


class NoSuchActionError(GoneError):
    """The community has no action that is called so."""

    message = "earning-no-such-action"


@dataclass(frozen=True)
class Rule:
    """What an action pays. `daily_cap`: paid actions a member and day; `cooldown`: in seconds."""

    action: str
    points: int
    daily_cap: int | None = None
    cooldown: int = 0


# What anybody can do any day comes first: members are told of it in this order.
_DEFAULTS = (
    Rule("post_created", 5, daily_cap=20, cooldown=60),
    Rule("comment_created", 3, daily_cap=20, cooldown=30),
    Rule("daily_login", 10, daily_cap=1),
    Rule("like_received", 2, daily_cap=25),
    Rule("voice_minute", 1, daily_cap=60),
    Rule("event_checkin", 50, daily_cap=3),
    Rule("lesson_complete", 20, daily_cap=20),
    Rule("quiz_pass", 30, daily_cap=20),
    Rule("course_complete", 200),
    Rule("membership_purchase", 500),
    Rule("membership_renewal", 250),
)
DEFAULTS = {rule.action: rule for rule in _DEFAULTS}
ACTIONS = tuple(DEFAULTS)
"""Every action that is not a custom one."""

_RULES = select(
    col(EarningRule.action),
    col(EarningRule.points),
    col(EarningRule.daily_cap),
    col(EarningRule.cooldown),
).where(col(EarningRule.community_id) == param("community_id"))
_EVERY = Statement(_RULES)
_FIND = Statement(_RULES.where(col(EarningRule.action) == param("action")))


def find(session: Session, community_id: int, action: str) -> Rule | None:
    """Return the rule of an action; None for one that the community does not have."""
    rows = session.run(_FIND, community_id=community_id, action=action)
    return Rule(*rows[0]) if rows else DEFAULTS.get(action)


def _load_changed(loaded: Loaded, _: Collection[None]) -> dict[None, dict[str, Rule]]:
    rows = loaded.session.run(_EVERY, community_id=loaded.community_id)
    return {None: {row.action: Rule(*row) for row in rows}}


CHANGED = Cells[None, dict[str, Rule]]("earning_rule", _load_changed)
"""The rules that a community has changed or added, by action."""


def find_in(state: State, action: str) -> Rule | None:
    """Return the rule of an action; None for one that the community does not have."""
    changed = state.get(CHANGED, None) or {}
    return changed.get(action) or DEFAULTS.get(action)


def every(session: Session, community_id: int) -> list[Rule]:
    """Return the rule of every action; custom ones come last, by name."""
    rows = session.run(_EVERY, community_id=community_id)
    changed = {row.action: Rule(*row) for row in rows}
    custom = sorted(action for action in changed if action not in DEFAULTS)
    known = DEFAULTS | changed
    return [known[action] for action in (*ACTIONS, *custom)]


def paying(session: Session, community_id: int) -> list[Rule]:
    """Return the rules that pay anything, everyday ones first, for members to go by."""
    return [rule for rule in every(session, community_id) if rule.points]


@dataclass(frozen=True)
class RulesPage:
    """A page of rules; pages count from 1."""

    rules: list[Rule]
    page: int
    pages: int


def list_rules(session: Session, by: Person, page: int = 1) -> RulesPage:
    """Return a page of the rules, for a manager."""
    require_manager(session, by)
    found = every(session, by.community_id)
    shown = paging(len(found), page, PAGE)
    return RulesPage(found[shown.offset : shown.offset + PAGE], shown.page, shown.pages)


def search(session: Session, by: Person, typed: str) -> Sequence[str]:
    """Return the actions whose name holds a text."""
    require_manager(session, by)
    wanted = stored_name(typed)
    return [rule.action for rule in every(session, by.community_id) if wanted in rule.action]


def change(
    session: Session,
    by: Person,
    action: str,
    *,
    points: int | None = None,
    daily_cap: int | None = None,
    cooldown: int | None = None,
) -> Rule:
    """Change what an action pays from now on. None leaves a part as it is; a cap of 0 is none."""
    require_manager(session, by)
    # Of two who change a part each, the second one goes by what the first has changed.
    communities.locked(session, by.community_id)
    before = find(session, by.community_id, action)
    if before is None:
        raise no_such(action)
    after = merged(before, points, daily_cap, cooldown)
    if after != before:
        values = _columns(after)
        session.execute(
            insert(EarningRule)
            .values(community_id=by.community_id, action=action, custom=_is_custom(action))
            .values(values)
            .on_conflict_do_update(index_elements=["community_id", "action"], set_=values)
        )
        audit.record_by(session, by, "points.rule_changed", did=action, **values)
    return after


def merged(before: Rule, points: int | None, daily_cap: int | None, cooldown: int | None) -> Rule:
    """Return a rule with other numbers; None leaves one as it is, and a cap of 0 is none."""
    return _checked(
        Rule(
            before.action,
            before.points if points is None else points,
            before.daily_cap if daily_cap is None else daily_cap or None,
            before.cooldown if cooldown is None else cooldown,
        )
    )


def no_such(action: str) -> NoSuchActionError:
    """Return the refusal of an action that the community does not have."""
    return NoSuchActionError(given=action.removeprefix(CUSTOM)[:80])


def name_action(
    session: Session,
    by: Person,
    name: str,
    points: int,
    *,
    daily_cap: int | None = None,
    cooldown: int = 0,
) -> Rule:
    """Name an action that webhooks may then raise."""
    require_manager(session, by)
    action = custom_action(name)
    rule = _checked(Rule(action, points, daily_cap or None, cooldown))
    custom = (col(EarningRule.community_id) == by.community_id, col(EarningRule.custom).is_(True))
    if count_rows(session, EarningRule, *custom) >= MOST_CUSTOM:
        raise InvalidInputError("name", "earning-too-many-actions", most=MOST_CUSTOM)
    key = {"community_id": by.community_id, "action": action}
    if not session.add_row(EarningRule, **key, custom=True, **_columns(rule)):
        raise InvalidInputError("name", "earning-action-known", name=action.removeprefix(CUSTOM))
    audit.record_by(session, by, "points.action_named", did=action, **_columns(rule))
    return rule


def reset(session: Session, by: Person, action: str) -> Rule | None:
    """Let an action pay what it pays by default; a custom one is removed: None. Points stay."""
    require_manager(session, by)
    communities.locked(session, by.community_id)  # else who changes it just now brings it back
    if session.remove_row(EarningRule, by.community_id, action):
        done = "points.action_removed" if _is_custom(action) else "points.rule_reset"
        audit.record_by(session, by, done, did=action)
    elif action not in DEFAULTS:
        raise no_such(action)
    return DEFAULTS.get(action)


def custom_action(name: str) -> str:
    """Return the action that a name stands for: compared without case, spaces as `_`."""
    name = stored_name(name)
    if not _NAME.fullmatch(name) or len(name) > NAME_LENGTH:
        raise InvalidInputError("name", "earning-bad-name", most=NAME_LENGTH)
    return CUSTOM + name


def stored_name(name: str) -> str:
    """Return the name of a custom action as it is stored, whatever way it was typed."""
    return "_".join(fold(name).split())


def _is_custom(action: str) -> bool:
    return action.startswith(CUSTOM)


def _checked(rule: Rule) -> Rule:
    if not 0 <= rule.points <= MOST_POINTS:
        raise InvalidInputError("points", "earning-bad-points", most=MOST_POINTS)
    if rule.daily_cap is not None and not 1 <= rule.daily_cap <= MOST_CAP:
        raise InvalidInputError("daily_cap", "earning-bad-cap", most=MOST_CAP)
    if not 0 <= rule.cooldown <= LONGEST_COOLDOWN:
        raise InvalidInputError("cooldown", "earning-bad-cooldown", most=LONGEST_COOLDOWN)
    return rule


def _columns(rule: Rule) -> dict[str, int | None]:
    return {"points": rule.points, "daily_cap": rule.daily_cap, "cooldown": rule.cooldown}
