"""Laurel in the page with the keyboard alone: from `/` to a coupon, and to codes from a file."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from bot.localdiscord import Channel, LocalDiscord, Member
from db.database import connect
from tests.browser.opened_page import opened
from tests.support.bot import running_bot
from tests.support.databases import Clock, SqliteFiles, still_world

PATIENCE = 60_000
"""How long anything is waited for, in milliseconds: a busy machine fails nothing."""

PASTE = """(element, [name, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([text], name, { type: "text/csv" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}"""


@pytest.fixture
def database_url(sqlite_files: SqliteFiles) -> str:
    return sqlite_files.fresh()


@pytest.fixture
async def laurel(
    discord: LocalDiscord, general: Channel, mai: Member, database_url: str
) -> AsyncIterator[LocalDiscord]:
    """The local Discord with Laurel on it, a coupon in its store, and somebody with points."""
    database = connect(database_url, still_world(Clock()))
    async with running_bot(discord, database):
        owner = mai.community.owner
        made = await owner.command("reward create", kind="Coupon", name="Tea", cost=30, stock=5)
        await made.press("Publish")
        await owner.command("reward create", kind="Voucher", name="Books")
        await owner.command("points award", member=mai, amount=100)
        mai.user.locale = "en-US"
        yield discord
    await database.close()


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until a button has the focus."""
    for _ in range(60):
        if await page.evaluate("document.activeElement.textContent.trim()") == name:
            return
        await page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {name!r}")


async def test_from_a_slash_to_a_coupon(
    browser: Browser, laurel: LocalDiscord, mai: Member
) -> None:
    expect.set_options(timeout=PATIENCE)
    async with opened(browser, laurel, mai) as page:
        keyboard = page.keyboard
        await keyboard.type("/cl")
        box = page.get_by_role("combobox")
        await expect(box).to_have_attribute("aria-expanded", "true")
        first = page.get_by_role("option").first
        await expect(first).to_contain_text("/claim")
        await expect(first).to_have_attribute("aria-selected", "true")
        active = await box.get_attribute("aria-activedescendant")
        assert active == await first.get_attribute("id")
        await keyboard.press("Enter")

        await expect(page.get_by_role("combobox", name="reward")).to_be_focused()
        await keyboard.type("te")
        await expect(page.get_by_role("option")).to_contain_text(["Tea"])
        await keyboard.press("Enter")
        await keyboard.press("Enter")
        message = page.locator("li.message").last
        await expect(message).to_contain_text("You have 100 points now")

        await page.locator("#skip").focus()
        await tab_to(page, "Confirm")
        await keyboard.press("Enter")
        await expect(message).to_contain_text("Tea is yours")
        await expect(page.locator("#announcer")).to_contain_text("Tea is yours")
        # The button is gone: its message keeps the place.
        await expect(message).to_be_focused()


async def test_codes_are_pasted_and_dropped(
    browser: Browser, laurel: LocalDiscord, mai: Member
) -> None:
    """A file goes to the command that takes one; dropping is tried in test_input."""
    expect.set_options(timeout=PATIENCE)
    async with opened(browser, laurel, mai.community.owner) as page:
        await page.keyboard.type("/codes import ")
        await page.keyboard.type("boo")
        await expect(page.get_by_role("option")).to_contain_text(["Books"])
        await page.keyboard.press("Tab")
        form = page.get_by_role("form", name="/codes import")
        rows = "code,expires\nBOOK-1,2090-01-01\nBOOK-2,2090-01-01\n"
        await form.evaluate(PASTE, ["partner.csv", rows])
        await expect(form).to_contain_text("partner.csv")
        await tab_to(page, "Send")
        await page.keyboard.press("Enter")
        message = page.locator("li.message").last
        await expect(message).to_contain_text("partner.csv has 2 rows")
        await page.locator("#skip").focus()
        await tab_to(page, "Import")
        await page.keyboard.press("Enter")
        await expect(message).to_contain_text("2 codes were added to Books")
