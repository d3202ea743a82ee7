"""What can be drawn. Texts are final, in the reader's language; images are files as bytes.

A picture has a background of its own, so it is the same for readers in dark and in light.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

SHAPES = ("circle", "shield", "star", "hexagon", "ribbon", "leaf")
"""The shapes of a badge that is drawn from its name."""


@dataclass(frozen=True)
class Badge:
    """A badge: its image, or else one that is made from name, colour (0xRRGGBB) and shape.

    What is made shows the name's first emoji, or else its initials; without a colour, the name
    decides. A badge that is not held is drawn in outline.
    """

    name: str
    image: bytes | None = field(default=None, repr=False)
    colour: int | None = None
    shape: str = "circle"
    held: bool = True


@dataclass(frozen=True)
class Ring:
    """A goal as a ring that fills: `share` from 0 to 1."""

    title: str
    caption: str
    share: float


@dataclass(frozen=True)
class ProfileCard:
    """A member at a glance. `accent` is 0xRRGGBB; what is None is left out."""

    name: str
    avatar: bytes | None = field(repr=False)
    accent: int
    tier: str | None = None
    streak: str | None = None
    points: str | None = None
    line: str | None = None
    badges: tuple[Badge, ...] = ()
    more_badges: str | None = None
    rings: tuple[Ring, ...] = ()


@dataclass(frozen=True)
class CollectionSheet:
    """All badges, those that are missing in outline."""

    title: str
    badges: tuple[Badge, ...]


@dataclass(frozen=True)
class BadgeCard:
    """A badge, and who received it."""

    title: str
    badge: Badge
    names: tuple[str, ...]
    more: str | None = None


@dataclass(frozen=True)
class GoalCard:
    """Goals and how far they are."""

    title: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class LeaderRow:
    """A place in a ranking.

    `change` counts the places gained (+) or lost (−) since the period before; 0: none, None: new.
    `me` marks the row of whoever looks. Not `compared`: nobody knows of a period before.
    """

    place: str
    name: str
    avatar: bytes | None = field(repr=False)
    points: str
    change: int | None
    me: bool = False
    compared: bool = True


@dataclass(frozen=True)
class LeaderboardCard:
    """A ranking, best first."""

    title: str
    rows: tuple[LeaderRow, ...]
    footer: str | None = None


@dataclass(frozen=True)
class RankCard:
    """A member who moved: `before` and `after` are places ("#7") or tiers."""

    name: str
    avatar: bytes | None = field(repr=False)
    before: str
    after: str
    line: str


@dataclass(frozen=True)
class Series:
    """Values, one for each label; None where there is none. `colour` is 0xRRGGBB."""

    name: str
    values: tuple[float | None, ...]
    colour: int | None = None


@dataclass(frozen=True)
class BarChart:
    """Bars, a group for each label. `note` is one sentence about them.

    `thousands` stands between the digits of large numbers beside a chart: "," or ".".
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    note: str | None = None
    thousands: str = ","


@dataclass(frozen=True)
class LineChart:
    """Lines over the labels. `forecast`, dashed, goes on from the first series."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    note: str | None = None
    forecast: tuple[float | None, ...] | None = None
    thousands: str = ","


@dataclass(frozen=True)
class FunnelChart:
    """Steps, and how many came to each."""

    title: str
    steps: tuple[tuple[str, int], ...]
    thousands: str = ","


Chart: TypeAlias = BarChart | LineChart | FunnelChart


@dataclass(frozen=True)
class ChartSheet:
    """Charts below each other."""

    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class BadgeImage:
    """The picture of a badge alone, 256 pixels square."""

    badge: Badge


Card: TypeAlias = (
    ProfileCard
    | CollectionSheet
    | BadgeCard
    | GoalCard
    | LeaderboardCard
    | RankCard
    | BarChart
    | LineChart
    | FunnelChart
    | ChartSheet
    | BadgeImage
)
