"""Text cut into what a reader takes for one letter: a letter with its marks, a joined emoji."""

import unicodedata

MOST_MARKS = 5
"""Marks that one letter may carry."""

MOST_STACKED = 2
"""How many of them above each other; names that climb over their neighbours have dozens."""

EMOJI_SIGN = "\ufe0f"
_JOINER = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_DIRECTIONS = {*"\u200e\u200f\u061c", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
_LETTERS = "©®™"  # symbols that readers take for letters, though emoji fonts have them


def clean(text: str) -> str:
    """Return it composed, in one line, without marks that turn the text's direction."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in composed
        if c not in _DIRECTIONS
    )


def split(text: str) -> list[str]:
    """Return its clusters."""
    found: list[str] = []
    flags = 0
    for c in text:
        flag = ord(c) in _FLAG_LETTERS
        if found and (_continues(found[-1], c) or (flag and flags == 1)):
            flags = 0
            if _has_room(found[-1], c):
                found[-1] += c
            continue
        found.append(c)
        flags = int(flag)
    return found


def is_emoji(cluster: str) -> bool:
    """Return whether it is meant as an emoji and not as a letter."""
    return EMOJI_SIGN in cluster or _is_emoji(cluster[0])


def _continues(cluster: str, c: str) -> bool:
    return (
        unicodedata.category(c) in {"Mn", "Me", "Mc"}
        or c in {_JOINER, "\u200c"}
        or ord(c) in _SKIN
        or ord(c) in _TAGS
        or (cluster[-1] == _JOINER and _is_emoji(c))
    )


def _has_room(cluster: str, mark: str) -> bool:
    """Return whether a letter may carry one more mark."""
    if not unicodedata.combining(mark):
        return True
    classes = [unicodedata.combining(c) for c in cluster if unicodedata.combining(c)]
    stacked = classes.count(unicodedata.combining(mark))
    return len(classes) < MOST_MARKS and (
        unicodedata.combining(mark) < 200 or stacked < MOST_STACKED
    )


def _is_emoji(c: str) -> bool:
    """Return whether a character is an emoji even without a sign that says so."""
    return ord(c) >= 0x1F000 or (unicodedata.category(c) == "So" and c not in _LETTERS)
