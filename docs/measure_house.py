"""Measure the house: rooms, circles, lengths, `Any`, lines and texts of a checked-out tree.

    python docs/measure_house.py [TREE]

It reads the files and needs nothing but Python, so it measures any version of the project.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PACKAGES = ("bot", "cogs", "db")
GENERATED = "db/migrations/versions/"
ROOMS = (*PACKAGES, "bot/services", "tests")
TEXT = re.compile(r"^[A-Za-z][\w-]* *=", re.MULTILINE)

Graph = dict[str, set[str]]


@dataclass(frozen=True)
class Import:
    """One module imports another."""

    source: str
    target: str
    is_for_types: bool
    """Under `if TYPE_CHECKING`, so that it does not happen at run time."""
    is_inside_function: bool


class Source:
    """One Python file."""

    def __init__(self, root: Path, file: Path) -> None:
        self.path = file.relative_to(root).as_posix()
        self.module = self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        text = file.read_text(encoding="utf-8")
        self.lines = len(text.splitlines())
        self.tree = ast.parse(text)

    def functions(self) -> Iterator[tuple[int, str]]:
        """Give the length and the place of each function: its lines, without decorators."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                yield node.end_lineno - node.lineno + 1, f"{self.path}:{node.name}"

    def annotations(self) -> Iterator[tuple[ast.expr, bool]]:
        """Give what parameters and names are annotated with, and (True) what functions return."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
                yield node.annotation, False
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
                yield node.returns, True

    def imports(self, modules: Iterable[str]) -> Iterator[Import]:
        """Give the imports of other files of the project."""
        yield from _imports(self.tree, self.module, modules, for_types=False, inside=False)


def _imports(
    node: ast.AST, source: str, modules: Iterable[str], *, for_types: bool, inside: bool
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        names: list[str] = []
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom) and child.module:
            full = [f"{child.module}.{alias.name}" for alias in child.names]
            names = [name if name in modules else child.module for name in full]
        for name in names:
            if name in modules and name != source:
                yield Import(source, name, for_types, inside)
        is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        is_check = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        yield from _imports(
            child, source, modules, for_types=for_types or is_check, inside=inside or is_function
        )


def graph(imports: Iterable[Import]) -> Graph:
    """Return which module imports which."""
    found: Graph = defaultdict(set)
    for one in imports:
        found[one.source].add(one.target)
    return found


def circles(of: Graph) -> list[set[str]]:
    """Return the sets in which everybody reaches everybody."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for target in of.get(waiting.pop(), set()) - seen:
                seen.add(target)
                waiting.append(target)
        return seen

    reach = {name: reached(name) for name in of}
    found = {
        frozenset(other for other in reach[name] if name in reach.get(other, set()))
        for name in of
        if name in reach[name]
    }
    return sorted(map(set, found), key=lambda circle: (-len(circle), min(circle)))


def siblings(imports: Iterable[Import]) -> dict[str, Graph]:
    """Return, for each folder, which of its files and folders imports which other."""
    found: dict[str, Graph] = defaultdict(lambda: defaultdict(set))
    for one in imports:
        source, target = one.source.split("."), one.target.split(".")
        shared = 0
        while source[shared : shared + 1] == target[shared : shared + 1] != []:
            shared += 1
        if shared < min(len(source), len(target)):
            found["/".join(source[:shared])][source[shared]].add(target[shared])
    return found


def count_texts(root: Path) -> dict[str, int]:
    """Return how many texts each language has."""
    folder = root / "bot/locales"
    counted: dict[str, int] = defaultdict(int)
    for file in sorted(folder.rglob("*.ftl")):
        language = file.relative_to(folder).parts[0]
        counted[language] += len(TEXT.findall(file.read_text(encoding="utf-8")))
    return counted


def _rooms(root: Path) -> Iterator[tuple[str, object]]:
    for room in ROOMS:
        folders = {f.parent for f in (root / room).rglob("*.py")} - {root / room}
        inside = [folder for folder in folders if folder.parent == root / room]
        loose = [f for f in (root / room).glob("*.py") if f.name != "__init__.py"]
        yield f"{room}: folders (with theirs)", f"{len(inside)} ({len(folders)})"
        yield f"{room}: loose files", len(loose)


def _place(circle: set[str]) -> str:
    """Return the folder that all files of a circle are in."""
    parts = [name.split(".")[:-1] for name in circle]
    return "/".join(
        part for part, *others in zip(*parts, strict=False) if {part} == {part, *others}
    )


def _circles(sources: list[Source]) -> Iterator[tuple[str, object]]:
    modules = {source.module for source in sources}
    every = [one for source in sources for one in source.imports(modules)]
    at_run_time = [one for one in every if not one.is_for_types]

    def described(found: list[tuple[str, set[str]]]) -> str:
        each = ", ".join(f"{len(circle)} in {place}" for place, circle in found)
        return f"{len(found)}" + (f" ({each})" if found else "")

    for title, imports in (("at run time", at_run_time), ("with TYPE_CHECKING", every)):
        files = [(_place(circle), circle) for circle in circles(graph(imports))]
        yield f"circles of files, {title}", described(files)
        rooms = siblings(imports)
        among = [(name, c) for name in sorted(rooms) for c in circles(rooms[name])]
        pairs = {
            (name, *sorted((a, b)))
            for name, room in rooms.items()
            for a in room
            for b in room[a]
            if a in room.get(b, set())
        }
        yield f"circles of siblings in a folder, {title}", described(among)
        yield f"siblings that import each other, {title}", f"{len(pairs)} pairs"
    yield "imports inside functions", sum(one.is_inside_function for one in every)
    yield "imports under TYPE_CHECKING", sum(one.is_for_types for one in every)


def _lengths(sources: list[Source]) -> Iterator[tuple[str, object]]:
    files = [(source.lines, source.path) for source in sources]
    functions = [one for source in sources for one in source.functions()]
    for kind, found in (("file", files), ("function", functions)):
        yield f"{kind}s", len(found)
        yield f"median {kind}, lines", median(length for length, _ in found)
        yield f"longest {kind}, lines", "{} ({})".format(*max(found))


def _any(sources: list[Source]) -> Iterator[tuple[str, object]]:
    def is_any(node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id == "Any"

    every = [one for source in sources for one in source.annotations()]
    named = sum(is_any(annotation) for annotation, is_returned in every if not is_returned)
    returned = sum(is_any(annotation) for annotation, is_returned in every if is_returned)
    somewhere = sum(any(map(is_any, ast.walk(annotation))) for annotation, _ in every)
    yield "`: Any`, parameters and names", named
    yield "`-> Any`", returned
    yield "`Any` within another type, as in `dict[str, Any]`", somewhere - named - returned


def measure(root: Path) -> Iterator[tuple[str, object]]:
    """Give each figure with what it counts. Migrations count in no figure but folders."""
    files = (file for name in PACKAGES for file in sorted((root / name).rglob("*.py")))
    every = [Source(root, file) for file in files]
    sources = [source for source in every if not source.path.startswith(GENERATED)]
    yield from _rooms(root)
    yield from _circles(sources)
    yield from _lengths(sources)
    yield from _any(sources)
    for name in PACKAGES:
        yield f"lines in {name}/", sum(s.lines for s in sources if s.path.startswith(f"{name}/"))
    yield "lines in bot/, cogs/ and db/", sum(source.lines for source in sources)
    yield "lines in tests/", sum(Source(root, f).lines for f in (root / "tests").rglob("*.py"))
    for language, texts in count_texts(root).items():
        yield f"texts in {language}", texts


if __name__ == "__main__":
    for title, figure in measure(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()):
        print(f"{title:<52}  {figure}")
