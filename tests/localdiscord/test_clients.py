"""`make clients`, with the client library that is installed here, and with programs that fail."""

import sys
from pathlib import Path

import pytest

from bot.localdiscord import LocalDiscord
from tests.clients import program
from tests.clients.installing import CLIENTS, Client, NotInstalled
from tests.clients.steps import STEPS, attempt
from tests.clients.table import BEGIN, END, Row, write
from tests.support.description import description_check, description_review
from tests.support.discord import patient_discord


class Installed(Client):
    """A program for what is installed here."""

    def command(self) -> list[str]:
        return [sys.executable, *super().command()[1:]]


class Silent(Client):
    """A program that runs, and does nothing that it should."""

    def command(self) -> list[str]:
        return [sys.executable, "-c", "import time; print('began', flush=True); time.sleep(600)"]


class Crashing(Client):
    """A program that ends at once."""

    def command(self) -> list[str]:
        return [sys.executable, "-c", "raise SystemExit('no such library')"]


@pytest.fixture
def discord() -> LocalDiscord:
    return patient_discord(check=description_check(), review=description_review())


async def test_a_client_goes_through_all_steps(discord: LocalDiscord) -> None:
    results, objections = await attempt(Installed("ours", "", "discord_py_bot.py"), discord)
    assert results == dict.fromkeys(STEPS)
    assert objections == []


@pytest.mark.parametrize(("kind", "reason"), [(Silent, "within"), (Crashing, "no such library")])
async def test_a_client_that_does_nothing_fails(
    kind: type[Client], reason: str, discord: LocalDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "PATIENCE", 0.5)
    results, _ = await attempt(kind("a failing one", "", ""), discord)
    assert list(results) == ["logs in"]
    assert reason in (results["logs in"] or "")


def test_each_client_states_a_version() -> None:
    assert all(client.version[0].isdigit() for client in CLIENTS)


def test_the_table_of_results(tmp_path: Path) -> None:
    document = tmp_path / "document.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    rows = [
        Row(CLIENTS[0], dict.fromkeys(STEPS)),
        Row(CLIENTS[1], {"logs in": None, "is ready": "it hung"}),
        Row(CLIENTS[2], skipped=str(NotInstalled("there is no node here"))),
    ]
    write(rows, document)
    lines = document.read_text().splitlines()
    results = {cells[1].strip(): cells[3:-1] for line in lines if len(cells := line.split("|")) > 5}
    assert results["discord.py"] == [" ✓ "] * len(STEPS)
    assert results["disnake"] == [" ✓ ", " ✗ ", *[" – "] * (len(STEPS) - 2)]
    assert results["nextcord"] == [" – "] * len(STEPS)
    assert "- disnake, is ready: it hung" in lines
    assert "- nextcord was skipped: there is no node here" in lines
    assert [row.good for row in rows] == [True, False, True]
    assert (lines[0], lines[-1], "old" in lines) == ("before", "after", False)
