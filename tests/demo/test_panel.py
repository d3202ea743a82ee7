"""The panel, as its module in the page asks it, with the bot in its own process."""

import json
from datetime import timedelta

import pytest

from bot.demo.main import Demo, running_demo
from bot.demo.panel.tour import STEPS
from bot.demo.sample import ZONE
from bot.localdiscord import File
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.wire import Json
from db.engines import sqlite_file
from db.readonly import ReadOnlyFile


def done(demo: Demo) -> list[str]:
    """Return the steps of the tour that are done."""
    return [step["id"] for step in demo.panel.tour.state()["steps"] if step["done"]]


async def ask(demo: Demo, do: str, **more: object) -> Json:
    """Ask the panel for something, as a window does."""
    answer: Json = await demo.panel.answer({"do": do, **more})
    return answer


def secrets(file: ReadOnlyFile) -> set[str]:
    """Return every code and secret that there is."""
    selects = (
        "SELECT value FROM code",
        'SELECT redemption_code FROM "grant"',
        "SELECT secret FROM webhook_secret",
        "SELECT secret FROM community",
    )
    found = {value for select in selects for (value,) in file.rows(select) if value}
    assert len(found) > 10
    return found | {value[:4] + "-" + value[4:8] for value in found if "-" not in value}


async def test_the_tour_and_everything_beside_it() -> None:
    async with running_demo(days=1, deadline=60) as demo:
        file = ReadOnlyFile(sqlite_file(demo.bot.database_url))
        assert done(demo) == []
        await by_oneself(demo)
        await done_for_me(demo)
        await survives_a_restart(demo)
        await time_passes(demo, file)
        await things_go_wrong(demo)
        await nothing_leaks(demo, file)
        file.close()


async def by_oneself(demo: Demo) -> None:
    """Steps are recognized, whatever the names."""
    linh = demo.club.linh
    await linh.command("reward create", kind="voucher", name="Cinema")
    await demo.discord.until(lambda: done(demo) == ["create"])
    sent = await ask(demo, "file", step="import")
    assert sent["name"].endswith(".csv")
    file = demo.panel.tour.file("import")
    preview = await linh.command("codes import", reward="Cinema", file=file)
    assert "import" not in done(demo)
    await preview.press("Import")
    await demo.discord.until(lambda: done(demo) == ["create", "import"])


async def done_for_me(demo: Demo) -> None:
    """Each step can be done for whoever asks, with what it needs before."""
    await ask(demo, "step", step="reveal")
    assert done(demo) == ["create", "import", "publish", "give", "reveal"]
    demo.club.linh.locale = "vi"  # what she presses is called otherwise then
    for step in STEPS:
        await ask(demo, "step", step=step.id)
    demo.club.linh.locale = "en-US"
    assert done(demo) == [step.id for step in STEPS]
    with pytest.raises(NotPossible):
        await ask(demo, "step", step="nothing")


async def survives_a_restart(demo: Demo) -> None:
    """The bot is another process afterwards, and the tour where it was."""
    states: list[str] = []
    demo.bot.watch(lambda: states.append(demo.bot.state))
    before = demo.bot.log.read_text().count('"stopped"')
    await ask(demo, "restart")
    assert states == ["stopping", "stopped", "starting", "running"]
    assert demo.bot.log.read_text().count('"stopped"') == before + 1
    assert done(demo) == [step.id for step in STEPS]
    assert "Your points" in (await demo.club.mai.command("balance")).text


async def time_passes(demo: Demo, file: ReadOnlyFile) -> None:
    """The bot's clock goes with the local Discord's: it reminds, and codes expire."""
    linh, bob = demo.club.linh, demo.club.bob
    # Nobody is reminded at night, so it goes on at noon by the sample's clock, whenever it runs.
    here = demo.discord.now.astimezone(ZONE)
    await demo.panel.forward(timedelta(hours=(12 - here.hour) % 24))
    day = (demo.discord.now + timedelta(days=3)).date()
    codes = File("soon.csv", f"CODE,EXPIRY_DATE\nSOON-1234,{day}\nSOON-5678,{day}\n".encode())
    preview = await linh.command("codes import", reward="Cinema", file=codes)
    await preview.press("Import")
    await linh.command("grant member", reward="Cinema", member=bob)
    await demo.discord.until(lambda: len(bob.direct_messages) == 1)
    began = demo.discord.now
    await ask(demo, "forward", days=2)
    await demo.discord.until(lambda: len(bob.direct_messages) == 2)
    assert "expires" in bob.direct_messages[1].text
    await ask(demo, "forward", days=7)
    assert demo.discord.now - began > timedelta(days=9)
    rows = file.rows("SELECT state FROM code WHERE value LIKE 'SOON-%'")
    assert rows == [("expired",), ("expired",)]
    await bob.command("daily")
    ((at,),) = file.rows("SELECT max(at) FROM ledger_entry")
    assert at[:10] == demo.discord.now.date().isoformat()
    with pytest.raises(NotPossible):
        await ask(demo, "forward", days=400)


async def things_go_wrong(demo: Demo) -> None:
    """Discord's faults, and what is wrong with a call."""
    mai, club = demo.club.mai, demo.club
    state = await ask(demo, "fault", name="429")
    assert state["faults"]["waiting"] == 3
    state = await ask(demo, "fault", name="clear")
    assert state["faults"] == {"waiting": 0, "slow": False}
    await ask(demo, "fault", name="disconnect")
    assert "Your points" in (await mai.command("balance")).text
    call = await ask(
        demo, "call", type="quiz_passed", member=str(club.bob.id), data='{"id": "first"}'
    )
    assert call["status"] == 202
    assert json.loads(call["body"])["data"] == {"id": "first"}
    code = demo.panel.tour.file("import").data.decode().split("\r\n")[1].split(",")[0]
    call = await ask(demo, "call", type="custom", member="1", data=json.dumps({"action": code}))
    assert call["status"] == 400
    assert code not in json.dumps(call)
    for data in ("[]", "{", '{"a": "' + "b" * 5_000 + '"}'):
        with pytest.raises(NotPossible):
            await ask(demo, "call", type="custom", member="1", data=data)


async def nothing_leaks(demo: Demo, file: ReadOnlyFile) -> None:
    """No code stands in the wire, nor in any table."""
    await demo.club.linh.command("coupon redeem", code="ABCD-EFGH")
    await demo.panel.wire.settled()
    wire = await ask(demo, "wire", after=0)
    assert len(wire["entries"]) == 100
    titles = {entry["title"] for entry in wire["entries"]}
    assert "INTERACTION_CREATE" in titles
    shown = [json.dumps(entry) for entry in demo.panel.wire.entries]
    tables: list[Json] = await demo.panel.answer({"do": "tables"})
    assert len(tables) > 40
    for table in tables:
        first = await ask(demo, "table", name=table["name"], page=0)
        pages = range(first["pages"])
        shown += [json.dumps(await ask(demo, "table", name=table["name"], page=n)) for n in pages]
    for secret in {*secrets(file), "ABCD-EFGH"}:
        assert not [text for text in shown if secret in text]
    assert [text for text in shown if "Book Club mug" in text]
    with pytest.raises(NotPossible):
        await ask(demo, "table", name="sqlite_master")
