"""The guided first run: how far a community has come, and what is offered to it ready-made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import update
from sqlmodel import col

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.goals import lookup as goals
from bot.services.goals import ready_made as ready_goals
from bot.services.lookup import MOST_NAMES
from bot.services.rewards import editing as rewards
from bot.services.rewards import stock
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.lookup import find_names as find_rewards
from bot.services.rewards.lookup import free_name
from bot.services.typed import fold
from bot.services.workflows import drafts, editing, lookup, ready_made
from bot.services.workflows.permissions import Attachable
from bot.services.workflows.ready_made import ReadyMade
from bot.services.workflows.versions import plain
from bot.texts import t
from db.session import Session
from db.tables import Community, Reward, RewardKind

STEPS = ("time", "channels", "managers", "earning", "goals", "workflows")
"""What it leads through, in this order; each can be skipped."""

MOST_REWARDS = MOST_NAMES - 1
"""Rewards to choose from at once, beside a new one; the others are found by name."""

COST, STOCK = 500, 100
"""What a coupon starts with that is made here."""


def reached(session: Session, by: Person) -> int:
    """Return the step to go on with; the number of steps if all are behind."""
    require_manager(session, by)
    return min(communities.get(session, by.community_id).set_up_to, len(STEPS))


def leave_behind(session: Session, by: Person, step: int) -> None:
    """Note that a step is behind, done or skipped; it never counts back."""
    require_manager(session, by)
    session.execute(
        update(Community)
        .where(col(Community.id) == by.community_id, col(Community.set_up_to) <= step)
        .values(set_up_to=min(step + 1, len(STEPS)))
    )


@dataclass(frozen=True)
class OfferedGoal:
    """A ready-made goal, and whether the community has it already."""

    ready: ready_goals.ReadyMade
    name: str
    is_there: bool


def offered_goals(session: Session, by: Person) -> list[OfferedGoal]:
    """Return the ready-made goals, in the community's language."""
    require_manager(session, by)
    language = communities.get(session, by.community_id).language
    offered = []
    for ready in ready_goals.READY_MADE.values():
        name = ready.name(language)
        is_there = any(
            fold(found.name) == fold(name)
            for found in goals.find_names(session, by.community_id, name)
        )
        offered.append(OfferedGoal(ready, name, is_there))
    return offered


@dataclass(frozen=True)
class OfferedWorkflow:
    """A ready-made workflow; `workflow_id` is the community's own, if it has it already.

    `rewards` are those on offer that it could give; `new` is what one made for it is called.
    """

    ready: ReadyMade
    name: str
    workflow_id: int | None
    rewards: Sequence[tuple[int, str]]
    new: str | None = None


def offered_workflows(session: Session, by: Person) -> list[OfferedWorkflow]:
    """Return the ready-made workflows, in the community's language."""
    require_manager(session, by)
    language = communities.get(session, by.community_id).language
    return [_offered(session, by, ready, language) for ready in ready_made.READY_MADE.values()]


def _offered(session: Session, by: Person, ready: ReadyMade, language: str) -> OfferedWorkflow:
    name = t(language, ready.name_id)
    there = lookup.find_names(session, by.community_id, name)
    known: list[tuple[int, str]] = []
    new = None
    if isinstance(ready.choice, RewardKind):
        known = _rewards(session, by, ready.choice, "")
        new = free_name(session, by.community_id, t(language, f"setup-reward-{ready.key}"))
    mine = [one.workflow_id for one in there if fold(one.name) == fold(name)]
    return OfferedWorkflow(ready, name, mine[0] if mine else None, known, new)


def find_rewards_for(session: Session, by: Person, key: str, text: str) -> list[tuple[int, str]]:
    """Return rewards on offer that a ready-made workflow could give and whose name holds a text."""
    require_manager(session, by)
    choice = ready_made.find(key).choice
    return _rewards(session, by, choice, text) if isinstance(choice, RewardKind) else []


def _rewards(session: Session, by: Person, kind: RewardKind, text: str) -> list[tuple[int, str]]:
    found = find_rewards(session, by.community_id, text, kinds=[kind], stages=[Stage.ON_OFFER])
    return [(one.reward_id, one.name) for one in found[:MOST_REWARDS]]


@dataclass(frozen=True)
class Equipped:
    """A ready-made workflow that is at work now, and the reward that it gives if it was set up now.

    `made`: the reward was made for it. `codes` counts a voucher's usable ones.
    """

    workflow_id: int
    name: str
    reward: str | None = None
    kind: RewardKind | None = None
    made: bool = False
    codes: int | None = None


def set_up_workflow(
    session: Session, by: Person, key: str, chosen: int | None, attachable: Attachable
) -> Equipped:
    """Enable a ready-made workflow with what was chosen, or with a new reward if that is None.

    If the community has it already, it stays as it is.
    """
    require_manager(session, by)
    ready, language = ready_made.find(key), communities.get(session, by.community_id).language
    offered = _offered(session, by, ready, language)
    if offered.workflow_id is not None:
        return Equipped(offered.workflow_id, offered.name)
    made = chosen is None and offered.new is not None
    if chosen is None and offered.new is not None:
        chosen = _make_reward(session, by, ready, offered.new, language)
    definition = plain(ready.definition(chosen, language))
    draft = drafts.begin(session, by, offered.name, definition)
    saved = editing.save(session, by, draft.draft_id, attachable, enable=True)
    equipped = Equipped(saved.workflow_id, saved.name, made=made)
    if chosen is None or offered.new is None:
        return equipped
    return _with_reward(session, by, equipped, chosen)


def _make_reward(session: Session, by: Person, ready: ReadyMade, name: str, language: str) -> int:
    """Put a new reward on offer."""
    assert isinstance(ready.choice, RewardKind)
    changes = RewardChanges(name=name, description=t(language, f"setup-about-reward-{ready.key}"))
    if ready.choice is RewardKind.COUPON:
        changes = replace(changes, cost=COST, stock=STOCK)
    reward_id = rewards.create(session, by, ready.choice, changes).reward.reward_id
    rewards.publish(session, by, reward_id)
    return reward_id


def _with_reward(session: Session, by: Person, equipped: Equipped, reward_id: int) -> Equipped:
    reward = session.get_one(Reward, (by.community_id, reward_id))
    kind = RewardKind(reward.kind)
    codes = None
    if kind is RewardKind.VOUCHER:
        codes = stock.pool(session, by.community_id, reward_id).usable
    return replace(equipped, reward=reward.name, kind=kind, codes=codes)
