"""What is refused, and in which words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.localdiscord
from bot.localdiscord import Channel, LocalDiscord, Member, errors
from bot.localdiscord.page import fields, window
from bot.localdiscord.page.page import STATIC
from tests.localdiscord.page.window import Refused, opened

ERRORS = {
    name
    for module in (errors, fields)
    for name, found in vars(module).items()
    if isinstance(found, type) and issubclass(found, errors.LocalDiscordError)
}


def reasons() -> Iterator[str]:
    """Yield the reasons that errors are given."""
    for path in Path(bot.localdiscord.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in ERRORS:
                assert isinstance(node, ast.Call)
                for reason in node.args[1:]:
                    assert isinstance(reason, ast.Constant)
                    yield str(reason.value)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_reason_has_words(language: str) -> None:
    text = (STATIC / "texts" / language / "refusals.js").read_text(encoding="utf-8")
    known = set(re.findall(r'"refusal\.([\w.-]+)":', text))
    kinds = {f"kind.{kind}" for kind in window.KINDS.values()}
    assert {*reasons(), *kinds, "offline"} == known


async def test_a_refusal_says_what_it_is_about(
    server: LocalDiscord, general: Channel, mai: Member
) -> None:
    await mai.time_out(5)
    async with opened(server, mai) as page:
        with pytest.raises(Refused) as refused:
            await page.ask("post", channel=str(general.id), text="x")
    error = refused.value.error
    assert (error["kind"], error["reason"]) == ("not_allowed", "may-not-write")
    assert error["values"] == {"channel": "general"}
