"""Reads SQL as far as to tell of which tables' rows it says whose community they belong to.

It knows the SQL that SQLAlchemy and this project write: keywords in capital letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from db.tables import metadata

Tree = tuple["str | Tree", ...]
"""Words and signs in their order; what stands in brackets is a tree of its own."""

_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\$\d+|[A-Za-z_]\w*|\d+|::|[<>=!|@&#~+*/%-]+|\S")
_STARTS = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "LOCK"}
_CLAUSES = {
    *("SELECT", "FROM", "USING", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET"),
    *("FOR", "SET", "VALUES", "RETURNING", "UNION", "EXCEPT", "INTERSECT", "FETCH", "CONFLICT"),
}
_JOINS = {"JOIN", "LEFT", "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "NATURAL"}
_COMMUNITIES = "community"


@dataclass(frozen=True)
class Verdict:
    """Whether a statement locks or writes, and the tables for which it names no community."""

    writes: bool
    across: tuple[str, ...]


@cache
def judge(sql: str) -> Verdict:
    """Read a statement; the same text is read once."""
    # Lists of rows go to one machine alone (`db/session.py:run_many`), where each names its own.
    sql = re.sub(r"\w+\.given_community_id", "$1", sql)
    tree = _parse(sql)
    across: list[str] = []
    _query(tree, {}, across, strict=_locks(tree))
    return Verdict(_locks(tree) or _writes(tree), tuple(dict.fromkeys(across)))


def _parse(sql: str) -> Tree:
    levels: list[list[str | Tree]] = [[]]
    for token in _TOKEN.findall(sql):
        if token == "(":
            levels.append([])
        elif token == ")":
            inner = tuple(levels.pop())
            levels[-1].append(inner)
        else:
            levels[-1].append(token)
    return tuple(levels[0])


def _locks(tree: Tree) -> bool:
    """Tell whether a query, or one inside, locks rows."""
    inside = any(_locks(token) for token in tree if isinstance(token, tuple))
    return inside or (_is_query(tree) and "FOR" in tree)


def _writes(tree: Tree) -> bool:
    """Tell whether a query, or one inside, changes rows."""
    return any(
        _writes(token)
        if isinstance(token, tuple)
        else token in {"INSERT", "DELETE", "LOCK"}
        or (token == "UPDATE" and tree[place - 1 : place] != ("DO",))
        for place, token in enumerate(tree)
    )


def _is_query(tree: object) -> bool:
    return isinstance(tree, tuple) and bool(tree) and tree[0] in _STARTS


def _query(tree: Tree, outer: dict[str, bool], across: list[str], *, strict: bool) -> bool:
    """Read a query; return whether it keeps to one community.

    `outer`: the tables of the queries around it and what WITH names, and whether each keeps to one.
    `strict`: to be equal to a table around it is not enough. Where Citus locks, it goes by that
    only if it can make a join of it, and not beside OR.
    """
    tree, named = _after_with(tree, outer, across, strict=strict)
    parts = _split(tree, "UNION", "EXCEPT", "INTERSECT")
    kept = [_Scope(outer | named, strict).read(part, across) for part in parts]
    return all(kept)


def _split(tree: Tree, *words: str) -> list[Tree]:
    parts: list[list[str | Tree]] = [[]]
    for token in tree:
        if token in words:
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts]


def _after_with(
    tree: Tree, outer: dict[str, bool], across: list[str], *, strict: bool
) -> tuple[Tree, dict[str, bool]]:
    """Read what WITH names; return what stands after that, and the names."""
    named: dict[str, bool] = {}
    if not tree or tree[0] != "WITH":
        return tree, named
    name = ""
    for place, token in enumerate(tree):
        if _is_query(token):
            assert isinstance(token, tuple)
            named[name] = _query(token, outer | named, across, strict=strict)
            if tree[place + 1 : place + 2] != (",",):
                return tree[place + 1 :], named
        elif isinstance(token, str) and tree[place - 1] in {"WITH", ",", "RECURSIVE"}:
            name = _plain(token)
    return (), named


@dataclass
class _Scope:
    """One query: its tables by the names that it uses, and what is true of all its rows."""

    outer: dict[str, bool]  # what is around it
    strict: bool
    tables: dict[str, str] = field(default_factory=dict)  # empty: no table, but a query or function
    kept: dict[str, bool] = field(default_factory=dict)
    true: list[list[str | Tree]] = field(default_factory=list)
    seen: list[Tree] = field(default_factory=list)

    def read(self, tree: Tree, across: list[str]) -> bool:
        """Read it with what is inside; return whether it keeps to one community."""
        self._clauses(tree, across)
        self._bind()
        across += [table for name, table in self.tables.items() if table and not self.kept[name]]
        into = next(iter(self.tables.values()), "")
        for inner in self._inner(tree):
            if {"INSERT", "VALUES"} <= set(tree):  # which Citus refuses, whatever is asked there
                across.append(into)
            here = dict.fromkeys(self.kept, False) if self._must_be_given(tree) else self.kept
            _query(inner, self.outer | here, across, strict=self.strict)
        return all(self.kept.values())

    def _must_be_given(self, tree: Tree) -> bool:
        """Tell whether what is inside names its community itself: to be equal is not enough.

        So it is where rows are copied that are joined with what is no table: Citus would fetch them
        first, and then forget the parameters of RETURNING.
        """
        sources = [*self.tables.values()][1:]
        return self.strict or ("INSERT" in tree and "" in sources and any(sources))

    def _clauses(self, tree: Tree, across: list[str]) -> None:
        clause, place = "", 0
        condition: list[str | Tree] = []
        while place < len(tree):
            token, place = tree[place], place + 1
            if self._begins_clause(tree, place - 1):
                clause, condition = str(token), self._condition(token == "WHERE")
                if self._names_a_table(tree, place - 1):
                    place = self._table(tree, place, across, written=token == "INTO")
            elif token == "," and clause in {"FROM", "USING", "JOIN"}:
                place = self._table(tree, place, across)
            elif token == "ON" and clause == "JOIN":
                condition = self._condition(True)
            else:
                condition.append(token)

    def _condition(self, is_one: bool) -> list[str | Tree]:
        """Return where to collect what follows, which is true of all rows if it is a condition."""
        condition: list[str | Tree] = []
        if is_one:
            self.true.append(condition)
        return condition

    def _begins_clause(self, tree: Tree, place: int) -> bool:
        token, before = tree[place], tree[place - 1] if place else ""
        if before in {".", "DISTINCT"}:  # a column, or IS DISTINCT FROM
            return False
        return token in _CLAUSES or token in _JOINS or token in {"INTO", "UPDATE", "TABLE"}

    def _names_a_table(self, tree: Tree, place: int) -> bool:
        token = tree[place]
        if token == "UPDATE":
            return place == 0
        return token in {"FROM", "USING", "JOIN", "INTO", "TABLE"}

    def _table(self, tree: Tree, place: int, across: list[str], *, written: bool = False) -> int:
        """Take down a table, a query or a function, by its name here; return where it ends."""
        while tree[place] in {"LATERAL", "ONLY"}:
            place += 1
        token, place = tree[place], place + 1
        table, kept = "", written
        if isinstance(token, tuple):
            self.seen.append(token)
            if not _is_query(token):  # a join in brackets
                self._clauses(("FROM", *token), across)
                return place
            kept, name = _query(token, self.outer, across, strict=self.strict), ""
        else:
            name = _plain(token)
            is_function = place < len(tree) and isinstance(tree[place], tuple) and not written
            if name in self.outer and name not in metadata.tables:
                kept = self.outer[name]
            elif not is_function:
                table = name
            place += is_function
        if tree[place : place + 1] == ("AS",):
            place += 1
        alias = tree[place] if place < len(tree) else ""
        if isinstance(alias, str) and re.fullmatch(r'"?\w+"?', alias) and not self._word(alias):
            name, place = _plain(alias), place + 1
        self.tables[name], self.kept[name] = table if table in metadata.tables else "", kept
        return place

    def _word(self, token: str) -> bool:
        return token in _CLAUSES | _JOINS or token in {"ON", "DEFAULT", "IN"}

    def _bind(self) -> None:
        """Find out which tables keep to one community: by a parameter, or as another one does."""
        conditions = [text for one in self.true for text in _all_of(tuple(one))]
        for _ in range(len(self.kept) + 1):
            for one in conditions:
                sides = _sides(one)
                if sides is None:
                    continue
                names = [self._owner(side) for side in sides]
                known = [
                    side is None or self._is_kept(name)
                    for side, name in zip(sides, names, strict=True)
                ]
                if any(known):
                    for name in names:
                        if name in self.kept:
                            self.kept[name] = True

    def _is_kept(self, name: str | None) -> bool:
        return bool(name is not None and (self.outer | self.kept).get(name))

    def _owner(self, side: tuple[str, str] | None) -> str | None:
        """Return the table that a side of an equation is of, if that is its community."""
        if side is None:
            return None
        name, column = side
        if not name and len(self.tables) == 1:
            name = next(iter(self.tables))
        wanted = "id" if self.tables.get(name) == _COMMUNITIES else "community_id"
        if name not in self.tables and column == "id":
            return None
        return name if column == wanted or name not in self.tables else None

    def _inner(self, tree: Tree) -> Iterator[Tree]:
        """Yield the queries inside that are no tables of this one."""
        for token in tree:
            if isinstance(token, tuple) and not any(token is one for one in self.seen):
                if _is_query(token):
                    yield token
                else:
                    yield from self._inner(token)


def _plain(name: str) -> str:
    return name.strip('"')


def _all_of(tree: Tree) -> Iterator[str]:
    """Yield the conditions that must all be true, as text without casts."""
    if len(tree) == 1 and isinstance(tree[0], tuple):
        yield from _all_of(tree[0])
        return
    parts = _split(tree, "AND")
    if len(parts) > 1:
        for part in parts:
            yield from _all_of(part)
    else:
        yield _text(tree)


def _text(tree: Tree) -> str:
    words = ["()" if isinstance(token, tuple) else _plain(token) for token in tree]
    return re.sub(r" :: [\w ]+?(?= =|$)", "", " ".join(words))


_SIDE = r"(?:(?P<{0}t>\w+) \. )?(?P<{0}c>id|community_id)|(?P<{0}p>\$\d+|\d+)"
_EQUAL = re.compile(f"(?:{_SIDE.format('a')}) = (?:{_SIDE.format('b')})")


def _sides(condition: str) -> list[tuple[str, str] | None] | None:
    """Return both sides of an equation: (table, column), or None for a value that is given."""
    found = _EQUAL.fullmatch(condition)
    if found is None:
        return None
    return [
        None if found[f"{side}p"] else (found[f"{side}t"] or "", found[f"{side}c"]) for side in "ab"
    ]
