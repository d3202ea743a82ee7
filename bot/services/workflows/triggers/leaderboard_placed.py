"""leaderboard_placed: a member is among the first of a period that is over."""

from typing import Annotated, Literal

from pydantic import Field

from bot.services.points.placings import MOST_PLACES, PLACED
from bot.services.workflows.parts import Context, Trigger


class LeaderboardPlaced(
    Trigger,
    key=PLACED,
    example={"period": "month", "first": 3},
    provides=("place", "points"),
    sample={"place": 1, "points": 100},
):
    """A week, month or quarter closes with the member among the first on the leaderboard."""

    period: Literal["week", "month", "quarter"]
    first: Annotated[int, Field(ge=1, le=MOST_PLACES)]

    def matches(self, context: Context) -> bool:
        """Return whether it is such a period, and the place one of the first."""
        data = context.event.data
        return data.get("period") == self.period and int(data["place"]) <= self.first
