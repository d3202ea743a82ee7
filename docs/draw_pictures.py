"""Draw the pictures of the README and of docs/tour.md from the running demo: `make pictures`."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, Locator, Page, expect
from rich.console import Console

from bot.demo.main import Demo, running_demo
from bot.demo.sample import codes
from bot.demo.steps import BADGE, FOR_GOALS, FOR_STUDENTS, VOUCHER, Steps
from bot.demo.transcript import Transcript
from bot.localdiscord.model.member import Member
from tests.browser.opened_page import opened
from tests.support import chromium

FOLDER = Path(__file__).with_name("pictures")
QUALITY = 86
"""Of WebP: letters stay clean, and no picture is larger than 150 kB."""

TALL = 1_800
"""The height of a window in which the longest answer can be seen at once, in pixels."""

SHARP = 1.5
"""Pixels of a picture for each of the window, where only one answer is shown."""

PATIENCE = 60_000
"""How long anything is waited for, in milliseconds."""


async def draw() -> None:
    """Play the tour on a demo, and take a picture of each thing worth seeing."""
    executable = chromium.path()
    if executable is None:
        sys.exit(f"Install Chromium first: none of {', '.join(chromium.NAMES)} is there.")
    FOLDER.mkdir(exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    async with chromium.launched(executable) as browser, running_demo() as demo:
        pictures = Pictures(demo, browser)
        await pictures.of_members()
        await pictures.of_the_manager()


class Pictures:
    """Takes the pictures one after the other, while the demo lives on."""

    def __init__(self, demo: Demo, browser: Browser) -> None:
        self._demo = demo
        self._browser = browser
        quiet = Transcript(Console(quiet=True), demo.club.entities)
        self._steps = Steps(demo.discord, demo.club, quiet)

    async def of_members(self) -> None:
        """Take those that members see: the store, a badge, a profile, the leaderboard."""
        mai = self._demo.club.mai
        async with self._page(mai, height=1_150) as page:
            await use(page, "store")
            await save(page, "store")
        await self._steps.reward_goals()
        await self._steps.chat(mai)
        async with self._page(mai, height=TALL, scale=SHARP) as page:
            await page.locator("#channels").get_by_text("announcements").click()
            await expect(newest(page)).to_contain_text(BADGE)
            await save(answer(page), "announcement")
        async with self._page(mai, height=TALL, scale=SHARP) as page:
            await use(page, "profile")
            await save(answer(page), "profile")
            await use(page, "leaderboard")
            await save(answer(page), "leaderboard")

    async def of_the_manager(self) -> None:
        """Take those that managers see: an import, a workflow and its trace, statistics."""
        linh = self._demo.club.linh
        await self._steps.create_voucher()
        await self._steps.import_codes(codes(datetime.now(UTC).date()))
        await self._steps.publish()
        await self._steps.reward_courses(VOUCHER)
        async with self._page(linh, theme="light") as page:
            await use(page, "workflow edit", workflow=FOR_STUDENTS)
            await save(page, "workflow")
        async with self._page(linh, height=TALL, scale=SHARP) as page:
            await use(page, "workflow runs", workflow=FOR_GOALS)
            await newest(page).locator("select").select_option(index=1)
            await expect(newest(page).locator("select")).to_have_count(0)
            await save(answer(page), "trace")
            await use(page, "stats")
            await save(answer(page), "statistics")

    @asynccontextmanager
    async def _page(
        self,
        person: Member,
        *,
        theme: Literal["dark", "light"] = "dark",
        height: int = 900,
        scale: float = 1,
    ) -> AsyncIterator[Page]:
        async with opened(
            self._browser,
            self._demo.discord,
            person,
            theme=theme,
            width=1440,
            height=height,
            scale=scale,
        ) as page:
            page.set_default_timeout(PATIENCE)
            yield page


async def use(page: Page, command: str, **options: str) -> None:
    """Send a command, and wait until the bot has answered with all that it shows."""
    before = await page.locator("li.message").count()
    await page.locator("#composer textarea").fill(f"/{command} ")
    form = page.get_by_role("form", name=f"/{command}")
    await form.wait_for()
    for name, value in options.items():
        add = form.get_by_role("button", name=f"Add {name}")
        if await add.count():  # it need not be given
            await add.click()
        await form.get_by_role("combobox", name=name).fill(value)
        await form.get_by_role("option", name=value).first.click()
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    await expect(page.locator("li.message")).not_to_have_count(before)
    await expect(newest(page)).not_to_contain_text("thinking")


def newest(page: Page) -> Locator:
    """Return the newest message."""
    return page.locator("li.message").last


def answer(page: Page) -> Locator:
    """Return the card in the newest message."""
    return newest(page).locator(".container").first


async def save(what: Page | Locator, name: str) -> None:
    """Write a picture once everything in it has come."""
    for image in await what.locator("img").all():
        await image.evaluate("image => image.loading === 'lazy' || image.decode()")
    with Image.open(io.BytesIO(await what.screenshot())) as taken:
        taken.convert("RGB").save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    asyncio.run(draw())
