"""Colours, as red, green and blue from 0 to 255, and how they go together."""

from typing import TypeAlias
from zlib import crc32

Colour: TypeAlias = tuple[int, int, int]

BACKGROUND: Colour = (24, 25, 30)
SURFACE: Colour = (34, 36, 43)
LINE: Colour = (52, 55, 65)
TEXT: Colour = (244, 245, 248)
SOFT: Colour = (190, 194, 206)
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (12, 13, 16)

GOOD: Colour = (74, 222, 148)
BAD: Colour = (255, 122, 122)

GOLD: Colour = (255, 200, 72)
SILVER: Colour = (200, 208, 222)
BRONZE: Colour = (222, 148, 96)

WHEEL: tuple[Colour, ...] = (
    (99, 122, 255),
    (240, 92, 142),
    (38, 184, 154),
    (250, 166, 60),
    (155, 108, 246),
    (56, 169, 240),
    (236, 98, 84),
    (110, 186, 78),
    (208, 96, 214),
    (222, 140, 74),
)
"""Colours that look well beside each other and on the background."""

PEOPLE: tuple[Colour, ...] = (
    (82, 96, 232),
    (196, 52, 118),
    (12, 124, 108),
    (172, 92, 8),
    (124, 76, 216),
    (28, 116, 180),
    (196, 66, 54),
    (66, 122, 40),
    (166, 60, 176),
    (84, 100, 128),
)
"""Colours behind the initials of people: white is read on all of them."""

SERIES: tuple[Colour, ...] = (
    (112, 134, 255),
    (255, 196, 84),
    (46, 196, 164),
    (244, 108, 154),
    (170, 126, 250),
    (80, 184, 246),
)
"""Colours of the series of a chart; beside each other they differ also for the colour-blind."""

SLATE: Colour = (78, 92, 140)
"""The quiet light of a chart's background."""


def of(number: int) -> Colour:
    """Return the colour of 0xRRGGBB."""
    return number >> 16 & 255, number >> 8 & 255, number & 255


def from_name(name: str, choice: tuple[Colour, ...] = WHEEL) -> Colour:
    """Return the colour that a name always has."""
    return choice[crc32(name.encode()) % len(choice)]


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """Return a colour with so large a share of another, from 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def deep(colour: Colour, share: float) -> Colour:
    """Return a colour made deeper by a share from 0 to 1: yellow goes to amber, not to mud."""
    red, green, blue = (round(255 * (part / 255) ** (1 + 1.6 * share)) for part in colour)
    if red > green > blue:
        green = round(green * (1 - 0.2 * share))
    return mix((red, green, blue), BLACK, 0.45 * share)


def luminance(colour: Colour) -> float:
    """Return how light a colour is, from 0 to 1, as WCAG 2 defines it."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: Colour, other: Colour) -> float:
    """Return the ratio of contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(colour), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink(background: Colour) -> Colour:
    """Return white or black: what is read better on a background."""
    return WHITE if contrast(WHITE, background) >= 3 else BLACK


def readable(colour: Colour, background: Colour, least: float = 4.5) -> Colour:
    """Return a colour, lightened until it is read on a dark background."""
    share = 0.0
    while contrast(mixed := mix(colour, WHITE, share), background) < least and share < 1:
        share += 0.1
    return mixed
