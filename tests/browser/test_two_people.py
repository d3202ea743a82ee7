"""Two windows are two people: each sees only what is theirs, in a form that everybody can use."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from db.database import connect
from tests.browser.opened_page import opened
from tests.support.bot import RunningBot, running_bot
from tests.support.databases import Clock, SqliteFiles, still_world

SERIOUS = {"serious", "critical"}

LINE = 30
"""About how high a line to write on is, with half of what is around it, in pixels."""


@pytest.fixture
def database_url(sqlite_files: SqliteFiles) -> str:
    return sqlite_files.fresh()


@pytest.fixture
async def bot(discord: LocalDiscord, database_url: str, clock: Clock) -> AsyncIterator[RunningBot]:
    database = connect(database_url, still_world(clock))
    async with running_bot(discord, database) as bot:
        yield bot
    await database.close()


@pytest.fixture
async def linh(bot: RunningBot, club: Community, general: Channel) -> Member:
    """A manager, who has made a reward."""
    linh = club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)
    await linh.command("reward create", kind="coupon", name="Mug", cost=5, stock=9)
    await linh.command("reward publish", reward="Mug")
    return linh


async def is_usable(page: Page) -> None:
    """Nothing that axe finds is serious."""
    found = (await Axe().run(page)).response["violations"]
    assert [one for one in found if one["impact"] in SERIOUS] == []


async def test_each_sees_what_is_theirs(
    browser: Browser, discord: LocalDiscord, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    async with (
        opened(browser, discord, linh) as hers,
        opened(browser, discord, mai, theme="light", width=390, height=844) as theirs,
    ):
        answer = await linh.command("store")
        assert answer.ephemeral
        await bob.post("Good morning")
        await expect(hers.locator("li.message.is-ephemeral")).to_have_count(3)
        await expect(hers.locator("li.message").last).to_contain_text("Good morning")
        await expect(theirs.locator("li.message")).to_have_count(1)  # Bob's; it came last
        await is_usable(hers)
        await is_usable(theirs)
        await linh.command("grant member", reward="Mug", member=mai)
        await discord.until(lambda: mai.direct_messages)
        await theirs.get_by_role("button", name="Hiện máy chủ và kênh").click()
        await is_usable(theirs)
        await theirs.get_by_role("button", name="Tin nhắn riêng").click()
        await expect(theirs.locator("li.message")).to_contain_text("Mug")
        await theirs.reload()
        await expect(theirs.locator("li.message")).to_contain_text("Mug")
        await expect(theirs.locator(".ephemeral")).to_have_count(0)
        await hers.get_by_role("button", name="Direct messages").click()
        await expect(hers.locator(".beginning")).to_be_visible()
        await expect(hers.locator("li.message")).to_have_count(0)
        await hers.goto(discord.page_url)
        await expect(hers.locator(".somebody")).to_have_count(4)
        await is_usable(hers)
        await hers.get_by_role("button", name="Bob").click()
        await expect(hers.locator("li.message")).to_have_count(1)


async def test_nothing_needs_a_pointer(
    browser: Browser, discord: LocalDiscord, club: Community, mai: Member, bob: Member
) -> None:
    for text in ("one", "two", "three"):
        await bob.post(text)
    async with opened(browser, discord, mai, width=390, height=844) as page:
        focused = page.locator(":focus")
        await page.locator("li.message").last.wait_for()
        await page.locator("li.message[tabindex='0']").focus()
        await page.keyboard.press("Home")
        await expect(focused).to_contain_text("one")
        await page.keyboard.press("ArrowDown")
        await expect(focused).to_contain_text("two")
        await page.keyboard.press("Tab")
        await expect(focused).to_have_attribute("aria-label", "Thêm biểu cảm")
        menu = page.get_by_role("button", name="Hiện máy chủ và kênh")
        await menu.press("Enter")
        await expect(focused).to_have_attribute("aria-current", "true")
        await page.keyboard.press("Escape")
        await expect(menu).to_be_focused()
        await page.get_by_role("radio", name="Mai").focus()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_role("radio", name="Bob")).to_be_checked()
        await expect(page.get_by_role("button", name="Show servers")).to_be_visible()


async def test_a_narrow_window_has_room_for_what_is_long(
    browser: Browser, discord: LocalDiscord, club: Community
) -> None:
    club.add_channel("announcements-for-all-who-read-and-more")
    person = club.add_member("محمد عبد الرحمن بن عبد الله الحسن")
    async with opened(browser, discord, person, width=390, height=844) as page:
        box = page.locator("#composer textarea")
        await expect(box).to_have_attribute("placeholder", re.compile("more$"))
        assert await box.evaluate("box => box.offsetHeight") < 2 * LINE
        bar = page.locator("#top")
        high = await bar.evaluate("bar => bar.offsetHeight")
        await discord.advance(timedelta(days=7))
        await expect(page.locator("#top .clock")).to_be_visible()
        assert await bar.evaluate("bar => bar.offsetHeight") == high
        # Cut at its end, which is on the left. Each was seen to fail without its rule.
        await expect(page.locator(".chip span", has_text="محمد")).to_have_css("direction", "rtl")
