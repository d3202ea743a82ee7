"""The house's own rules, as far as the linters cannot state them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "cogs", "db")
MAX_LINES = 400
GENERATED = "db/migrations/versions/"

DISCORD_ROOMS = ("cogs/", "bot/ui/", "bot/client.py")
# Whoever moves such an import to the head of its file takes it out here.
STILL_IMPORTING_IN_FUNCTIONS = ("bot/__main__.py",)
ENGINE_MAKERS = {
    "async_engine_from_config",
    "create_async_engine",
    "create_engine",
    "create_pool",
    "engine_from_config",
}
DATABASE_MODULES = ("aiosqlite", "asyncpg", "sqlalchemy.ext.asyncio", "sqlite3")

OLD_WORDS = re.compile(
    r"_(adopt|asking|attaching|bare|beginning|building|call_away|catalogue|checking|checkup|choosing"
    r"|comparing|door|doubt|drafting|exchange|filling|gatherings|giving|hand_over|happening|hooked"
    r"|lapse|listening|living|marks|meant|mistakes|owe|owed|owing|(?<!leaderboard_)placed|put_into_hands|renaming"
    r"|replaying|road|said|shelf|showing|standing|take_back|take_up|told|town|townsfolk|trying"
    r"|wording|words)_"
)
"""Words for which there is a plainer one: docs/glossary.md has those that are used."""

REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|--(extra-)?index-url\s|--find-links\s")
ACTORS = "bot.services.actors"
ASKED_BEFORE = {
    "bot.services.audit.record_by",  # it says what a use case has done
    "bot.services.batches.plans.start",  # what `to_confirm` has returned
    "bot.services.rewards.role_permissions.may_give",
    "bot.services.rewards.role_permissions.require_may_decide",
    "bot.services.rewards.role_permissions.why_not_decide",
    "bot.services.rewards.role_permissions.why_not_decide_by_id",
    "bot.services.workflows.permissions.not_attachable",
}
"""Functions that are handed a manager by use cases alone: these ask first whether it is one."""

UNCHECKED_FOLDERS = {".git", ".venv", "__pycache__", "data"}


def python_files(*folders: str) -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    )


def imported(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def imports_inside_functions(path: str) -> list[int]:
    """Return the lines where a function imports a file of the project."""
    functions = (
        node
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.ImportFrom) and str(inner.module).startswith(PACKAGES)
    ]


def run_time_imports() -> dict[str, set[str]]:
    """Return which file imports which others of the project when it is loaded or called."""
    paths = {module_of(path): path for path in python_files(*PACKAGES)}
    found: dict[str, set[str]] = {}
    for module, path in paths.items():
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for_types = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        found[module] = {
            name if name in paths else node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module and node not in for_types
            for name in [f"{node.module}.{alias.name}" for alias in node.names]
        } & set(paths)
    return found


def handed_on(path: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each function that is told by whom it is called, and to what it hands that on."""
    module, tree = module_of(path), ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or "by: Person" not in ast.unparse(
            function.args
        ):
            continue
        calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
        to = {
            ast.unparse(call.func).partition(".")
            for call in calls
            if "by" in {ast.unparse(value) for value in call.args}
        }
        found = {names.get(head, f"{module}.{head}") + dot + rest for head, dot, rest in to}
        yield f"{module}.{function.name}", found


def snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def defined(path: str) -> Iterator[str]:
    """A file's own name, and those of its functions and classes; tests are named by sentences."""
    yield Path(path).stem
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield "" if node.name.startswith("test_") else node.name


def module_of(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def is_within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def every_text() -> Iterator[tuple[str, str]]:
    """Every text file of the project, with its content."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in {".ci", ".github"} for part in parts[:-1])
        if hidden or UNCHECKED_FOLDERS & set(parts) or path.name == ".env" or not path.is_file():
            continue
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("path", python_files(*PACKAGES))
def test_source_file(path: str) -> None:
    names = set(imported(path))
    if not path.startswith(DISCORD_ROOMS):
        assert not {name for name in names if is_within(name, "discord")}
    if not path.startswith("db/"):
        assert not {n for n in names for module in DATABASE_MODULES if is_within(n, module)}
        assert not ENGINE_MAKERS & set(called(path))
    if not path.startswith(GENERATED):
        assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def page_files() -> list[str]:
    """The files of the page that are ours."""
    return sorted(
        path.relative_to(ROOT).as_posix()
        for ending in ("css", "html", "js")
        for path in (ROOT / "bot").rglob(f"*.{ending}")
        if "vendor" not in path.parts
    )


@pytest.mark.parametrize("path", page_files())
def test_page_file(path: str) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_tests_use_real_databases() -> None:
    in_memory = ":" + "memory:"
    assert [path for path in python_files("tests") if in_memory in (ROOT / path).read_text()] == []


def test_no_file_names_a_package_registry() -> None:
    assert [path for path, text in every_text() if REGISTRY.search(text)] == []


def test_no_circle_of_files_at_run_time() -> None:
    """Seen to fail with the circle that bot/ui/workflows was."""
    left = run_time_imports()
    while loaded := {module for module, names in left.items() if not names & set(left) - {module}}:
        left = {module: names for module, names in left.items() if module not in loaded}
    assert left == {}


@pytest.mark.parametrize("path", python_files(*PACKAGES))
def test_nothing_is_imported_inside_functions(path: str) -> None:
    """Seen to fail with the file of bot/ui/workflows that showed cards, as it was."""
    if not path.startswith(STILL_IMPORTING_IN_FUNCTIONS):
        assert imports_inside_functions(path) == []


def test_every_use_case_of_managers_asks_whether_it_is_one() -> None:
    """Seen to fail without the question in `raffles.listing.entries`, as no other test did."""
    use_cases = dict(one for path in python_files("bot/services") for one in handed_on(path))
    asking = {f"{ACTORS}.require_manager", f"{ACTORS}.require_server_manager"}
    while more := {name for name, to in use_cases.items() if name not in asking and to & asking}:
        asking |= more
    silent = {name for name in use_cases.keys() - asking if "._" not in name}
    assert silent == ASKED_BEFORE


def test_names_are_in_plain_words() -> None:
    """Seen to fail with a function called `take_back`."""
    names = {
        f"{path}: {name}"
        for path in python_files(*PACKAGES, "tests")
        for name in defined(path)
        if OLD_WORDS.search(f"_{snake_case(name)}_") and not path.startswith(GENERATED)
    }
    assert names == set()
