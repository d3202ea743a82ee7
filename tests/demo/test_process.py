"""The bot's process, and its clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.bot import MovedClock
from bot.demo.process import BotProcess
from bot.runtime import clock
from bot.settings import Settings
from tests.support.discord import patient_discord


async def test_it_ends_when_the_demo_is_gone(tmp_path: Path) -> None:
    """Whatever becomes of the demo, its end of the pipe is closed."""
    behind = -timedelta(days=2)
    async with patient_discord(ahead=behind) as discord:
        bot = BotProcess(discord, tmp_path, behind)
        states: list[str] = []
        bot.watch(lambda: states.append(bot.state))
        bot.watch(discord.world.notify)
        await bot.start()
        bot.disconnect()
        await discord.until(lambda: bot.state == "stopped")
        assert states == ["starting", "running", "stopped"]
        await bot.advance(timedelta(days=1))  # it is told when it starts again
        await bot.stop()
        assert '"right": false' not in bot.log.read_text()


async def test_one_that_could_not_be_started_can_be_started_again(tmp_path: Path) -> None:
    """Left as "starting", no later start would have begun."""
    async with patient_discord() as discord:
        bot = BotProcess(discord, tmp_path / "not there yet")
        for _ in range(2):
            with pytest.raises(FileNotFoundError):
                await bot.start()
            assert bot.state == "stopped"


async def test_a_clock_that_is_moved_while_discord_is_asked_is_compared_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moved, asked = MovedClock(0.0), []

    async def ask(*_: object) -> float:
        asked.append(moved.ahead)
        if len(asked) == 1:
            moved.ahead = 86_400.0
            return 86_400.0
        return 0.0

    monkeypatch.setattr(clock, "seconds_off", ask)
    assert await moved.seconds_off(Settings()) == 0.0
    assert asked == [0.0, 86_400.0]


def test_what_was_skipped_has_passed_too() -> None:
    moved = MovedClock(0.0)
    before, began = moved.moment(), moved.passed()
    moved.ahead += 3600.0
    assert (moved.moment() - before).total_seconds() == pytest.approx(3600.0, abs=60)
    assert moved.passed() - began == pytest.approx(3600.0, abs=60)
