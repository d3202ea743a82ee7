"""A random walk through one community, in the database and in the model at once."""

import itertools
import random
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.services import communities
from bot.services.actors import Person
from bot.services.community import settings
from bot.services.errors import RefusedError
from db.database import Database
from db.tables import RewardKind, RewardState
from tests.concurrency import model, snapshot
from tests.support.databases import Clock

T = TypeVar("T")

MEMBERS = (11, 12, 13)
ROLE = 77
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "Pacific/Auckland", "America/New_York")

Step = Callable[["RandomWalk"], Awaitable[None]]


class RandomWalk:
    """One community, in the database and in the model."""

    def __init__(
        self, db: Database, clock: Clock, dice: random.Random, community_id: int, seed: int
    ) -> None:
        self.db = db
        self.clock = clock
        self.dice = dice
        self.id = community_id
        self.zone = dice.choice(ZONES)
        self.boss = Person(self.id, 1, manages_server=True)
        self.people = {
            number: Person(self.id, number, frozenset({ROLE} if number == 11 else ()))
            for number in MEMBERS
        }
        self.model = model.Model(
            self.today(),
            dict.fromkeys(MEMBERS, 0),
            dict.fromkeys(MEMBERS, 0),
            {number: person.role_ids for number, person in self.people.items()},
        )
        self.trace = [f"seed {seed}"]
        self._keys = itertools.count()

    async def start(self) -> None:
        """Make the community."""
        await self.db.write(communities.ensure, self.id)
        await self.db.write(settings.set_timezone, self.boss, self.zone)

    async def step(self, steps: Mapping[Step, int]) -> None:
        """Take a step, each as often as it weighs, and see that the two still agree."""
        self.model.today = self.today()
        [step] = self.dice.choices(list(steps), list(steps.values()))
        await step(self)
        await self.compare()

    async def compare(self) -> None:
        """See that the database says what the model says."""
        self.model.today = self.today()
        stored = await self.db.read(snapshot.of_database, self.id, self.model.today)
        assert stored == snapshot.of_model(self.model), "\n".join(self.trace)

    async def attempt(
        self, refusals: model.Refusals, use_case: Callable[..., T], *args: Any, **kwargs: Any
    ) -> T | None:
        """Run a use case that succeeds, or is refused for one of these reasons."""
        result: T | None = None
        outcome: object = None
        try:
            result = await self.db.write(use_case, *args, **kwargs)
        except RefusedError as refusal:
            outcome = type(refusal)
        self.trace.append(f"{self.clock.now} {use_case.__name__}{args[1:]} {kwargs} -> {outcome}")
        right: Collection[object] = refusals or {None}
        assert outcome in right, "\n".join([*self.trace, f"the model: {right}"])
        return result

    def today(self) -> date:
        """Return the community's date."""
        return self.clock.now.astimezone(ZoneInfo(self.zone)).date()

    def key(self) -> str:
        """Return a key that nobody has used."""
        return f"step:{next(self._keys)}"

    def chance(self, share: float) -> bool:
        """Return true in that share of all cases."""
        return self.dice.random() < share

    def day(self, first: int, last: int) -> date:
        """Return a day some days from now."""
        return self.model.today + timedelta(days=self.dice.randint(first, last))

    def member(self) -> int:
        """Return some member."""
        return self.dice.choice(MEMBERS)

    def reward(self, *kinds: RewardKind) -> model.Reward:
        """Return some reward, of some kind; archived ones seldom."""
        rewards = [r for r in self.model.rewards if r.kind in (kinds or RewardKind)]
        alive = [r for r in rewards if r.state is not RewardState.ARCHIVED]
        return self.dice.choice(alive if alive and self.chance(0.9) else rewards)

    def grant(self, *kinds: RewardKind) -> model.Grant | None:
        """Return some grant of some kind, if there is one."""
        grants = [g for g in self.model.grants.values() if g.reward.kind in (kinds or RewardKind)]
        return self.dice.choice(grants) if grants else None
