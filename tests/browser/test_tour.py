"""The demo's tour in Chromium, by hand and done for one, as manager and as member.

The bot is restarted and the page loaded anew in the middle, and a week passes. It is one test,
since what takes long is to start a demo.
"""

import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from bot.demo.main import Demo, running_demo
from tests.browser.opened_page import opened

pytestmark = pytest.mark.timeout(180)

PATIENCE = 60_000
"""How long anything is waited for, in milliseconds: a busy machine fails nothing."""


def step(page: Page, name: str) -> Locator:
    """Return a step of the tour."""
    return page.locator(f".step[data-step={name}]")


async def is_done(page: Page, name: str) -> None:
    """Wait until the tour has recognized that a step is done."""
    await expect(step(page, name)).to_have_attribute("data-state", "done")


async def command(page: Page, typed: str) -> Locator:
    """Type a command, and return its form."""
    await page.locator("#composer textarea").fill(f"/{typed} ")
    form = page.get_by_role("form", name=f"/{typed}")
    await form.wait_for()
    return form


async def pick(form: Locator, option: str, name: str) -> None:
    """Choose one of an option's suggestions."""
    box = form.get_by_label(option, exact=False).first
    await box.fill(name)
    await form.get_by_role("option", name=name).first.click()


async def send(form: Locator) -> None:
    """Send a command."""
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)


def newest(page: Page) -> Locator:
    """Return the newest message."""
    return page.locator("li.message").last


async def test_the_tour_from_start_to_end(browser: Browser, tmp_path: Path) -> None:
    async with (
        running_demo(days=1, deadline=60) as demo,
        opened(browser, demo.discord, demo.club.linh, width=1440, height=900) as page,
    ):
        page.set_default_timeout(PATIENCE)
        tab = page.get_by_role("tab", name="Tour")
        await expect(tab).to_have_attribute("aria-selected", "true")
        await as_manager(page, tmp_path)
        await page.reload()
        await expect(page.locator(".progress")).to_contain_text("3 of 18")
        await restart(page, demo)
        await as_member(page)
        await workflows(page)
        await community(page)
        await happens(page, demo)
        await behind(page, demo)
        await by_keyboard(page)


async def as_manager(page: Page, folder: Path) -> None:
    """Create a voucher, import the file that is offered, and publish it, by hand."""
    form = await command(page, "reward create")
    await form.get_by_label("kind").select_option(label="Voucher")
    await form.get_by_role("button", name="Add name").click()
    await form.get_by_label("name", exact=True).fill("Cinema night")
    await send(form)
    await is_done(page, "create")

    async with page.expect_download() as downloading:
        await step(page, "import").get_by_role("button", name="partner.csv").click()
    file = folder / "partner.csv"
    await (await downloading.value).save_as(file)
    form = await command(page, "codes import")
    await pick(form, "reward", "Cinema night")
    await form.locator("input[type=file]").set_input_files(file)
    await send(form)
    await page.get_by_role("button", name="Import", exact=True).click()
    await is_done(page, "import")

    form = await command(page, "reward publish")
    await pick(form, "reward", "Cinema night")
    await send(form)
    await is_done(page, "publish")


async def restart(page: Page, demo: Demo) -> None:
    """Restart the bot in the middle: the page says so, and goes on."""
    await page.get_by_role("tab", name="Controls").click()
    before = demo.discord.shards
    await page.get_by_role("button", name="Restart the bot").click()
    await expect(page.get_by_text("Laurel is offline")).to_be_visible()
    await expect(page.get_by_text("Laurel is online")).to_be_visible()
    await expect(page.locator(".state")).to_have_attribute("data-state", "running")
    assert demo.discord.shards == before
    await page.get_by_role("tab", name="Tour").click()
    await expect(page.locator(".progress")).to_contain_text("3 of 18")


async def as_member(page: Page) -> None:
    """Buy a mug by hand; be given the voucher; and look at its code, which Linh does not see."""
    await step(page, "claim").get_by_role("button", name="Be Mai").click()
    await expect(page.get_by_role("radio", name="Mai")).to_be_checked()
    form = await command(page, "claim")
    await pick(form, "reward", "Book Club mug")
    await send(form)
    await newest(page).get_by_role("button", name="Confirm").click()
    await is_done(page, "claim")

    await step(page, "give").get_by_role("button", name="Do it for me").click()
    await is_done(page, "give")
    await step(page, "reveal").get_by_role("button", name="Be Mai").click()
    await page.get_by_role("button", name="Direct messages").click()
    await page.get_by_role("button", name="Claim code").click()
    await is_done(page, "reveal")
    await expect(newest(page)).to_contain_text(re.compile(r"READ-0001-\d{4}"))
    await page.reload()
    await expect(newest(page)).to_contain_text(re.compile(r"READ-0001-\d{4}"))


async def workflows(page: Page) -> None:
    """Let the three workflows be set up."""
    for name in ("goals", "courses", "members"):
        await step(page, name).get_by_role("button", name="Do it for me").click()
        await is_done(page, name)
    await expect(page.get_by_role("radio", name="Linh")).to_be_checked()


async def community(page: Page) -> None:
    """Take part in the raffle by hand; the rest is done for one."""
    await step(page, "moving").get_by_role("button", name="Do it for me").click()
    await is_done(page, "moving")
    await step(page, "raffle").get_by_role("button", name="Be Mai").click()
    await expect(page.get_by_role("radio", name="Mai")).to_be_checked()
    await page.locator(".channel", has_text="announcements").click()
    await page.get_by_role("button", name="Take part", exact=True).click()
    await is_done(page, "raffle")
    for name in ("role", "thanks"):
        await step(page, name).get_by_role("button", name="Do it for me").click()
        await is_done(page, name)


async def happens(page: Page, demo: Demo) -> None:
    """Reach the goal by hand, ask why, let the school call, and a week pass."""
    await expect(page.get_by_role("radio", name="Mai")).to_be_checked()
    box = page.locator("#composer textarea")
    for text in ("One", "Two", "Three"):
        await box.fill(text)
        await box.press("Enter")
        await expect(newest(page)).to_contain_text(text)
    await is_done(page, "badge")
    await page.locator(".channel", has_text="announcements").click()
    await expect(newest(page)).to_contain_text("Bookworm")

    form = await command(page, "profile")
    await send(form)
    await is_done(page, "profile")
    await expect(newest(page).locator("img").last).to_be_visible()
    await step(page, "why").get_by_role("button", name="Do it for me").click()
    await is_done(page, "why")

    await step(page, "school").get_by_role("button", name="Controls").click()
    await page.get_by_label("Member", exact=True).select_option(label="Mai")
    await page.get_by_role("button", name="Sign and send").click()
    await expect(page.locator(".call")).to_contain_text("202")
    await page.get_by_text("What was sent").click()
    await expect(page.locator(".call pre")).to_contain_text("webhook-signature: v1,•••")

    before = demo.discord.now
    await page.get_by_role("button", name="A week", exact=True).click()
    await page.get_by_role("tab", name="Tour").click()
    await is_done(page, "school")
    await is_done(page, "week")
    assert (demo.discord.now - before).days == 7
    await expect(page.locator(".progress")).to_contain_text("18 of 18")


async def behind(page: Page, demo: Demo) -> None:
    """The wire and the tables show what happened, without a code."""
    await page.get_by_role("tab", name="Wire").click()
    await page.get_by_label("Filter").fill("message_create")
    first = page.locator(".wire > li").first
    await expect(first).to_contain_text("MESSAGE_CREATE")
    await first.locator("summary").click()
    await expect(first.locator("pre")).to_contain_text('"content"')
    # Nothing is listed twice after a break. Asked for all once more, everything was.
    await page.get_by_label("Filter").fill("channel_create")  # the bot posts when it likes
    demo.club.community.add_channel("poems")
    await expect(page.locator(".wire > li")).to_have_count(1)
    for window in list(demo.discord.page._windows):
        await window.close()
    await expect(page.locator(".status.is-lost")).to_have_count(0)
    demo.club.community.add_channel("plays")
    await expect(page.locator(".wire > li")).to_have_count(2)
    await page.get_by_role("tab", name="Tables").click()
    await page.get_by_label("Table", exact=True).select_option("code")
    await expect(page.locator("#panel th").first).to_have_text("id")
    cells = page.locator("#panel td.masked")
    await expect(cells).to_have_count(12)
    assert "READ-" not in await page.locator("#panel").inner_text()
    assert demo.discord.refused == []


async def by_keyboard(page: Page) -> None:
    """Each tab is reached by arrow keys, and is accessible in both themes."""
    themes: tuple[Literal["dark", "light"], ...] = ("dark", "light")
    for theme in themes:
        await page.emulate_media(color_scheme=theme)
        await page.get_by_role("tab", name="Tour").focus()
        await page.keyboard.press("Home")
        for name in ("Tour", "Controls", "Wire", "Tables"):
            tab = page.get_by_role("tab", name=name)
            await expect(tab).to_be_focused()
            await expect(tab).to_have_attribute("aria-selected", "true")
            found = await Axe().run(page, context="#panel")
            assert found.response["violations"] == [], (theme, name)
            await page.keyboard.press("ArrowRight")
