"""The order in which pieces of text of both directions stand in one line.

A part of the Unicode Bidirectional Algorithm (UAX 9): the direction of the line by its first
strong letter, numbers, brackets in pairs, and what is neutral by its neighbours; no embeddings,
which names may not have anyway. Flags are neutral like every emoji.
"""

import unicodedata

from bot.pictures.clusters import is_emoji

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_NUMBERS = {"EN", "AN"}
_JOINS_NUMBERS = {"ES", "ET", "CS"}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»"}


def levels(clusters: list[str]) -> list[int]:
    """Return the level of each cluster: odd ones run from right to left."""
    kinds = [_kind(cluster) for cluster in clusters]
    base = next((kind for kind in kinds if kind in {"L", "R"}), "L")
    _settle_numbers(kinds)
    _settle_brackets(kinds, clusters, base)
    _settle_neutrals(kinds, base)
    if base == "L":
        # A number after letters that run to the left belongs to them.
        return [{"L": 0, "R": 1}.get(kind, 2) for kind in _numbers_in_left(kinds)]
    return [1 if kind == "R" else 2 for kind in kinds]


def visual(order: list[int]) -> list[int]:
    """Return the indices of pieces as they stand from left to right, given their levels."""
    indices = list(range(len(order)))
    for level in range(max(order, default=0), 0, -1):
        at = 0
        while at < len(indices):
            end = at
            while end < len(indices) and order[indices[end]] >= level:
                end += 1
            indices[at:end] = indices[at:end][::-1]
            at = end + 1
    return indices


def _kind(cluster: str) -> str:
    if is_emoji(cluster):
        return "-"
    kind = unicodedata.bidirectional(cluster[0])
    if kind in _NUMBERS:
        return "N"
    return _STRONG.get(kind, "J" if kind in _JOINS_NUMBERS else "-")


def _settle_numbers(kinds: list[str]) -> None:
    """Take 1,000 and +5 for one number each."""
    for at, kind in enumerate(kinds):
        if kind == "J":
            before = kinds[at - 1] if at else ""
            after = kinds[at + 1] if at + 1 < len(kinds) else ""
            kinds[at] = "N" if "N" in {before, after} else "-"


def _settle_brackets(kinds: list[str], clusters: list[str], base: str) -> None:
    """Give both brackets of a pair the same direction, by what stands between and before them."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at, cluster in enumerate(clusters):
        if cluster in _BRACKETS:
            opened.append(at)
        elif opened and cluster == _BRACKETS[clusters[opened[-1]]]:
            pairs.append((opened.pop(), at))
    for start, end in sorted(pairs):
        inside = {"R" if kind == "N" else kind for kind in kinds[start + 1 : end]} & {"L", "R"}
        if inside:
            before = _as_strong(kinds, start - 1, base) if base not in inside else base
            kinds[start] = kinds[end] = before if before in inside else base


def _settle_neutrals(kinds: list[str], base: str) -> None:
    """Give what is neutral the direction on both its sides, or else that of the line."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "-":
            end += 1
        if end > at:
            before = _as_strong(kinds, at - 1, base)
            after = _as_strong(kinds, end, base)
            kinds[at:end] = [before if before == after else base] * (end - at)
        at = end + 1


def _as_strong(kinds: list[str], at: int, base: str) -> str:
    """Return the direction that a neighbour lends; a number beside neutrals counts as R."""
    if not 0 <= at < len(kinds):
        return base
    if kinds[at] in {"L", "R"}:
        return kinds[at]
    return next((kind for kind in reversed(kinds[:at]) if kind in {"L", "R"}), base)


def _numbers_in_left(kinds: list[str]) -> list[str]:
    """Make a number after letters of the line's own direction a part of them."""
    settled: list[str] = []
    last = "L"
    for kind in kinds:
        if kind in {"L", "R"}:
            last = kind
        settled.append("L" if kind == "N" and last == "L" else kind)
    return settled
