"""`python -m bot run`, in a process of its own."""

import asyncio
import io
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from bot.localdiscord import File, LocalDiscord
from bot.localdiscord.wire import Intent
from bot.runtime.shutdown import UNFINISHED
from db.migrate import migrate
from tests.support.discord import PATIENCE, patient_discord
from tests.support.program import Program, free_port, start


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord."""
    async with patient_discord() as server:
        yield server


@pytest.fixture
async def program(discord: LocalDiscord, tmp_path: Path) -> AsyncIterator[Program]:
    """The bot, on that Discord."""
    program = await start(discord, tmp_path, free_port())
    await discord.bot_ready(timeout=60)
    yield program
    if program.process.returncode is None:
        program.process.kill()
        await program.process.communicate()


async def test_asked_to_stop_it_finishes_what_is_in_hand(
    discord: LocalDiscord, program: Program
) -> None:
    club = discord.add_community("Book club")
    club.add_channel("general")
    discord.fail("POST", "/interactions/*/callback", delay=0.5)
    asked = asyncio.create_task(club.add_member("Mai").command("balance"))
    await discord.until(lambda: "callback" in discord.requests[-1].path)
    program.process.send_signal(signal.SIGTERM)
    assert (await asked).text
    code, out = await program.end()
    assert code == 0
    assert "stopped" in out
    assert "Traceback" not in out
    assert discord.token not in out
    assert not discord.refused


async def test_it_can_be_interrupted(program: Program) -> None:
    program.process.send_signal(signal.SIGINT)
    code, _ = await program.end()
    assert code == 0


async def test_it_takes_webhooks_and_copies_its_database(program: Program, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{program.port}"
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{url}/health") as healthy:
            assert healthy.status == 200
        async with http.post(f"{url}/hooks/4711", data="{}") as unknown:
            assert unknown.status == 404
    program.process.send_signal(signal.SIGTERM)
    code, out = await program.end()
    assert code == 0
    assert "Traceback" not in out
    assert len(list((tmp_path / "data/backups/nightly").glob("laurel-*.db"))) == 1


async def test_a_port_that_is_taken_is_one_sentence(discord: LocalDiscord, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        program = await start(discord, tmp_path, taken.getsockname()[1])
        code, out = await program.end()
    assert code == 1
    assert "WEBHOOK_BIND" in out.splitlines()[-1]
    assert "Traceback" not in out


@pytest.mark.parametrize("wrong", ["token", "intent"])
async def test_what_starting_again_cannot_mend_ends_with_2(
    discord: LocalDiscord, tmp_path: Path, wrong: str
) -> None:
    more = {}
    if wrong == "token":
        more["DISCORD_TOKEN"] = "wrong"  # it is none
    else:
        discord.privileged_intents = Intent.MESSAGE_CONTENT
    program = await start(discord, tmp_path, free_port(), **more)
    code, out = await program.end()
    assert code == 2
    assert out.splitlines()[-1].startswith("✗ ")
    assert "Traceback" not in out


async def test_a_discord_out_of_reach_ends_with_1(discord: LocalDiscord, tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/api/v10"
    program = await start(discord, tmp_path, free_port(), DISCORD_API_URL=nowhere)
    code, out = await program.end()
    assert code == 1
    assert nowhere in out.splitlines()[-1]


async def test_asked_to_stop_it_stores_what_it_has_heard(
    discord: LocalDiscord, program: Program, tmp_path: Path
) -> None:
    club = discord.add_community("Book club")
    club.add_channel("general")
    mai = club.add_member("Mai")
    for number in range(20):
        await mai.post(f"Message {number}")
    program.process.send_signal(signal.SIGTERM)
    code, _ = await program.end()
    assert code == 0
    (file,) = (tmp_path / "data").glob("*.db")
    with closing(sqlite3.connect(file)) as database:
        posts = "SELECT count(*) FROM event WHERE trigger = 'post_created'"
        assert database.execute(posts).fetchone() == (20,)


async def until(true: Callable[[], object]) -> None:
    """Wait for something that other processes do."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110  # no event comes from there
            await asyncio.sleep(0.005)


def at_pictures(pid: int) -> list[int]:
    """Return the processes that a program has for pictures, once they are programs themselves."""
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(OSError):
            if b"bot.isolation.child" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def ask(file: Path, query: str) -> object:
    """Return what a database answers."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchone()[0]


def picture() -> File:
    """Return a picture that takes a moment to open."""
    out = io.BytesIO()
    Image.new("RGB", (3000, 3000), "brown").save(out, "PNG")
    return File("mug.png", out.getvalue())


def codes(count: int) -> File:
    """Return a file of codes."""
    return File("codes.csv", "".join(f"CODE{number}\n" for number in range(count)).encode())


@pytest.mark.skipif(sys.platform != "linux", reason="finds the picture's process in /proc")
async def test_asked_to_stop_it_gives_up_a_picture_and_an_import_in_hand(
    discord: LocalDiscord, program: Program, tmp_path: Path
) -> None:
    """Proven: where nobody cancels what takes long, it ends with `UNFINISHED` only.

    A machine that is busy may come to that, too; then the process has ended all the same.
    """
    club = discord.add_community("Book club")
    club.add_channel("general")
    await club.owner.command("reward create", kind="voucher", name="Bookshop")
    asked = [
        asyncio.create_task(
            club.owner.command("reward create", kind="badge", name="Mug", image=picture())
        )
    ]
    await until(lambda: at_pictures(program.process.pid))
    (child,) = at_pictures(program.process.pid)
    os.kill(child, signal.SIGSTOP)  # so that it is still at it, however slow this machine is
    try:
        asked.append(
            asyncio.create_task(
                club.owner.command("codes import", reward="Bookshop", file=codes(100_000))
            )
        )
        (file,) = (tmp_path / "data").glob("*.db")
        await until(lambda: ask(file, "SELECT count(*) FROM staged_code"))
        program.process.send_signal(signal.SIGTERM)
        code, output = await program.end()
        if code == 0:
            assert "stopping.given_up" in output
            await until(lambda: not Path(f"/proc/{child}").exists())
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        for task in asked:
            task.cancel()
    assert code in {0, UNFINISHED}
    assert "Traceback" not in output
    assert ask(file, "PRAGMA quick_check") == "ok"
    assert ask(file, "SELECT count(*) FROM code") == 0
    assert ask(file, "SELECT count(*) FROM reward") == 1


async def test_asked_to_stop_it_leaves_no_half_of_a_copy(
    discord: LocalDiscord, tmp_path: Path
) -> None:
    """The program is held while it makes the copy, so that it is asked in the middle of it."""
    file, copies = tmp_path / "data" / "laurel.db", tmp_path / "data" / "backups" / "nightly"
    await migrate(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as database, database:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500000)"
        database.execute(f"CREATE TABLE filling AS {numbers} SELECT i, hex(zeroblob(50)) FROM n")
    program = await start(discord, tmp_path, free_port())
    try:
        await until(lambda: [one for one in copies.glob("*.part") if one.stat().st_size])
        os.kill(program.process.pid, signal.SIGSTOP)
        assert not list(copies.glob("*.db"))
        program.process.send_signal(signal.SIGTERM)
    finally:
        os.kill(program.process.pid, signal.SIGCONT)
    code, output = await program.end()
    assert code == 0
    assert "Traceback" not in output
    assert not list(copies.glob("*.part"))
    for made in copies.glob("*.db"):  # it was nearly done
        assert ask(made, "PRAGMA quick_check") == "ok"
