"""Outlines of badges, as points in a square from 0 to 1."""

from collections.abc import Callable, Sequence
from functools import cache
from math import cos, hypot, pi, sin
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

_CURVE = 10  # points in a rounded corner


@cache
def outline(shape: str) -> tuple[Point, ...]:
    """Return the outline of a shape; what is not known is a circle."""
    return tuple(_OUTLINES.get(shape, _circle)())


@cache
def middle(shape: str) -> Point:
    """Return where the symbol comes, and to where its rim shrinks."""
    return {"shield": (0.5, 0.46), "star": (0.5, 0.535), "ribbon": (0.5, 0.41)}.get(
        shape, (0.5, 0.5)
    )


@cache
def tails() -> tuple[tuple[Point, ...], ...]:
    """Return the two ends of a ribbon, which hang below its rosette."""
    left = ((0.30, 0.60), (0.52, 0.68), (0.43, 1.0), (0.325, 0.915), (0.19, 0.955))
    right = tuple((1 - x, y) for x, y in left)
    return tuple(tuple(rounded(points, 0.02)) for points in (left, right))


def shrunk(points: Sequence[Point], towards: Point, share: float) -> list[Point]:
    """Return points drawn together towards one of them."""
    x, y = towards
    return [(x + (a - x) * share, y + (b - y) * share) for a, b in points]


def rounded(points: Sequence[Point], radius: float | Sequence[float]) -> list[Point]:
    """Return a polygon with round corners."""
    found: list[Point] = []
    for at, corner in enumerate(points):
        reach = radius if isinstance(radius, float | int) else radius[at]
        before = _towards(corner, points[at - 1], reach)
        after = _towards(corner, points[(at + 1) % len(points)], reach)
        for step in range(_CURVE + 1):
            t = step / _CURVE
            found.append(
                (
                    (1 - t) ** 2 * before[0] + 2 * t * (1 - t) * corner[0] + t**2 * after[0],
                    (1 - t) ** 2 * before[1] + 2 * t * (1 - t) * corner[1] + t**2 * after[1],
                )
            )
    return found


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1])
    share = min(distance / length, 0.5)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _around(count: int, radius: Callable[[int], float], middle: Point, turn: float) -> list[Point]:
    return [
        (
            middle[0] + radius(at) * cos(2 * pi * at / count + turn),
            middle[1] + radius(at) * sin(2 * pi * at / count + turn),
        )
        for at in range(count)
    ]


def _circle() -> list[Point]:
    return _around(120, lambda _: 0.49, (0.5, 0.5), 0)


def _hexagon() -> list[Point]:
    return rounded(_around(6, lambda _: 0.51, (0.5, 0.5), -pi / 2), 0.1)


def _star() -> list[Point]:
    points = _around(10, lambda at: 0.385 if at % 2 else 0.55, (0.5, 0.535), -pi / 2)
    return rounded(points, [0.12, 0.03] * 5)


def _shield() -> list[Point]:
    left = [(0.5, 0.01), (0.09, 0.12), (0.09, 0.5), (0.2, 0.8), (0.5, 0.99)]
    right = [(1 - x, y) for x, y in reversed(left[1:4])]
    return rounded([*left, *right], [0.16, 0.1, 0.3, 0.3, 0.06, 0.3, 0.3, 0.1])


def _ribbon() -> list[Point]:
    points = _around(28, lambda at: 0.355 if at % 2 else 0.41, (0.5, 0.41), -pi / 2)
    return rounded(points, 0.04)


def _leaf() -> list[Point]:
    return rounded([(0.04, 0.04), (0.96, 0.04), (0.96, 0.96), (0.04, 0.96)], [0.46, 0.1, 0.46, 0.1])


_OUTLINES: dict[str, Callable[[], list[Point]]] = {
    "circle": _circle,
    "hexagon": _hexagon,
    "leaf": _leaf,
    "ribbon": _ribbon,
    "shield": _shield,
    "star": _star,
}
