"""A function that returns a card shows nothing by itself; the type checker lets one be dropped."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = [path for room in ("bot/ui", "cogs") for path in (ROOT / room).rglob("*.py")]


def _dropped(tree: ast.Module) -> list[int]:
    """Return the lines that call a function of the file that returns a card, and use no result."""
    returning = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.returns is not None
        and "Card" in ast.unparse(node.returns)
    }
    calls = [
        node.value.value if isinstance(node.value, ast.Await) else node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
    ]
    return [
        call.lineno
        for call in calls
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in returning
    ]


# Seen to fail while commands of cogs/managers/settings.py dropped the card of a setting.
def test_no_card_is_dropped() -> None:
    found = {path.name: _dropped(ast.parse(path.read_text())) for path in FILES}
    assert {name: lines for name, lines in found.items() if lines} == {}
