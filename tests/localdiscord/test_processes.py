"""A bot in a process of its own."""

import asyncio
import sys

from bot.localdiscord import LocalDiscord, Member


async def test_a_press_right_after_the_answer_is_never_lost(
    server: LocalDiscord, mai: Member
) -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.localdiscord.program",
        server.api_url,
        server.gateway_url,
        server.token,
    )
    try:
        await server.bot_ready()
        for _ in range(20):
            answer = await mai.command("panel")
            assert (await answer.press("Press")).text == "pressed"
    finally:
        program.terminate()
        await program.wait()
