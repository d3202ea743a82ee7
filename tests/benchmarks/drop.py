"""How long members wait in a drop: all press *Get it* at its second, and then *Confirm*.

The drop is planned and announced ahead; they press what was announced, within a second from the
moment on at which it opens. The bot is a process of its own and reaches Discord over TLS and a
long way.

    python -m tests.benchmarks.drop [FOLDER OF A BUILD] [MEMBERS] [STOCK] [ROUND TRIP, SECONDS]
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.localdiscord import (
    Answer,
    Channel,
    DidNotRespond,
    LocalDiscord,
    Member,
    NotPossible,
    Permissions,
)
from bot.localdiscord.model.interaction import Interaction
from bot.localdiscord.model.message import Message
from bot.texts import t
from tests.benchmarks.bot_process import HERE, BotProcess, bot_of, percentile
from tests.support.certificate import make_certificate
from tests.support.discord import patient_discord
from tests.support.distance import distant

WITHIN = 1.0
"""Seconds within which all press."""

TRIED_ON = t("en", "ui-tried-on")

OPENS_AFTER = 60
"""Seconds from planning the drop to its start."""

AT_ONCE = 50
"""Members who prepare themselves at the same time."""


@dataclass(frozen=True)
class Press:
    """How long a press took, in seconds: until Discord saw an answer, and until the member did."""

    acknowledged: list[float]
    shown: list[float]
    failed: int
    processor: float  # what the bot used of it
    lasted: float  # from the first press to the last answer

    def __str__(self) -> str:
        def line(name: str, values: list[float]) -> str:
            shares = (0.5, 0.99, 1.0)
            p50, p99, most = (percentile(values, share) * 1000 for share in shares)
            return f"{name} p50 {p50:,.0f} ms, p99 {p99:,.0f} ms, at most {most:,.0f} ms"

        return (
            f"{line('acknowledged', self.acknowledged)}; {line('shown', self.shown)};"
            f" {self.failed} not answered; {self.lasted:.1f} s, processor {self.processor:.1f} s"
        )


@dataclass(frozen=True)
class Drop:
    """What came of a drop."""

    claim: Press
    confirm: Press
    sold: int

    def __str__(self) -> str:
        return f"Get it: {self.claim}\nConfirm: {self.confirm}\n{self.sold} sold"


class _Acknowledged:
    """Notes when each interaction is acknowledged, as soon as the server knows."""

    def __init__(self, discord: LocalDiscord) -> None:
        self.after: dict[int, float] = {}  # seconds, by the interaction
        resolve = discord.interactions.resolve

        def timed(interaction: Interaction) -> None:
            resolve(interaction)
            took = (discord.now - interaction.created_at).total_seconds()
            if interaction.acknowledged.done():
                self.after.setdefault(interaction.id, took)

        setattr(discord.interactions, "resolve", timed)  # noqa: B010  # it is a method


def _card(answer: Answer) -> Message | None:
    """Return what answers, once it is there; that it is still tried is no answer."""
    for message in (answer.message, *answer.followups):
        if message is not None and not message.deleted and TRIED_ON not in message.text:
            return message
    return None


async def _prepare(
    members: list[Member], do: Callable[[Member], Awaitable[Answer]]
) -> dict[Member, Message]:
    """Have every member do something, some at the same time; return what they see."""
    waiting, done = iter(members), {}

    async def some() -> None:
        for member in waiting:
            done[member] = await _until_card(await do(member))

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    return done


async def _until_card(answer: Answer) -> Message:
    await answer.until(_card)
    card = _card(answer)
    assert card is not None
    return card


async def _all_press(
    bot: BotProcess, seen: _Acknowledged, cards: dict[Member, Message], label: str
) -> tuple[Press, dict[Member, Message]]:
    """Have everybody press a button of their card, evenly within a second."""
    answers: dict[Member, Message] = {}
    shown: list[float] = []

    async def press(member: Member, card: Message, after: float) -> None:
        await asyncio.sleep(after)
        began = time.perf_counter()
        with suppress(DidNotRespond):
            answer = await card.channel.world.app.press(card, label, member)
            answers[member] = await _until_card(answer)
            shown.append(time.perf_counter() - began)

    seen.after.clear()
    used, began = bot.processor_seconds(), time.perf_counter()
    presses = [
        press(member, card, WITHIN * number / len(cards))
        for number, (member, card) in enumerate(cards.items())
    ]
    await asyncio.gather(*presses)
    lasted = time.perf_counter() - began
    used = bot.processor_seconds() - used
    failed = len(cards) - len(answers)
    return Press(list(seen.after.values()), shown, failed, used, lasted), answers


async def measure(
    tree: Path, members: int = 1_000, stock: int = 500, round_trip: float = 0.08
) -> Drop:
    """Have members of a build's bot claim a coupon all at once."""
    with tempfile.TemporaryDirectory() as folder:
        certificate = make_certificate(Path(folder))
        async with (
            patient_discord(ssl_context=certificate.server_context()) as discord,
            distant(int(discord.api_url.split(":")[2].split("/")[0]), round_trip) as port,
        ):
            near = discord.api_url.split("/")[2]
            through = {
                "DISCORD_API_URL": discord.api_url.replace(near, f"127.0.0.1:{port}"),
                "DISCORD_GATEWAY_URL": discord.gateway_url.replace(near, f"127.0.0.1:{port}"),
                "SSL_CERT_FILE": str(certificate.certificate),
            }
            club = discord.add_community("Book club")
            general = club.add_channel("general")
            boss = club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)
            pressing = [club.add_member(f"Member {number}") for number in range(members)]
            async with bot_of(tree, discord, Path(folder), through=through) as bot:
                return await _drop(bot, discord, general, boss, pressing, stock)


async def _drop(
    bot: BotProcess,
    discord: LocalDiscord,
    general: Channel,
    boss: Member,
    members: list[Member],
    stock: int,
) -> Drop:
    await boss.command("settings announcements", channel=general)
    await boss.command("reward create", kind="coupon", name="Mug", cost=1, stock=stock)
    await _prepare(members, lambda who: boss.command("points award", member=who, amount=5))
    cards, label = await _planned(bot, discord, general, boss, members)
    seen = _Acknowledged(discord)
    claim, offers = await _all_press(bot, seen, cards, label)
    await bot.until_done()
    confirm, _ = await _all_press(bot, seen, offers, "Confirm")
    sold = bot.ask('SELECT count(*) FROM "grant"')
    return Drop(claim, confirm, sold)


async def _planned(
    bot: BotProcess,
    discord: LocalDiscord,
    general: Channel,
    boss: Member,
    members: list[Member],
) -> tuple[dict[Member, Message], str]:
    """Have the drop announced, and wait for its second; return what each member presses."""
    try:
        await boss.command(
            "reward publish", reward="Mug", at=f"{OPENS_AFTER // 60}m", announce="ahead"
        )
    except NotPossible:  # an earlier build, which cannot plan one: it is bought in the store
        await boss.command("reward publish", reward="Mug")
        stores = await _prepare(members, lambda who: who.command("store"))
        await bot.until_done()
        return stores, "Claim"
    opens = time.perf_counter() + OPENS_AFTER
    await bot.until_done()
    await discord.until(lambda: general.messages)
    await asyncio.sleep(opens - time.perf_counter())
    return dict.fromkeys(members, general.messages[-1]), "Get it"


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    drop = measure(
        Path(given.get(0, HERE)),
        int(given.get(1, 1_000)),
        int(given.get(2, 500)),
        float(given.get(3, 0.08)),
    )
    print(asyncio.run(drop))  # noqa: T201  # this is the result
