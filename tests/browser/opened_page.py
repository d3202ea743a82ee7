"""Opening the page as a person, and noting what the browser asks for and complains about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page

from bot.localdiscord import LocalDiscord, Member


@asynccontextmanager
async def opened(
    browser: Browser,
    discord: LocalDiscord,
    person: Member,
    *,
    theme: Literal["dark", "light"] = "dark",
    width: int = 1280,
    height: int = 800,
    scale: float = 1,
) -> AsyncIterator[Page]:
    """Open a window as a person; at its end nothing was asked of others, and no error was seen.

    Lengths are in pixels of the page; `scale` says how many the screen has for each.
    """
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page = await context.new_page()
    page.set_default_timeout(60_000)  # milliseconds
    hosts: set[str | None] = set()
    errors: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).hostname))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    await page.goto(f"{discord.page_url}#person={person.id}")
    await page.locator("#channels .channel").first.wait_for(state="attached")
    yield page
    assert errors == [], errors
    # None: pictures that the page itself holds, such as a file that was chosen and is not sent yet.
    assert hosts - {None} == {"127.0.0.1"}, hosts
    await context.close()
