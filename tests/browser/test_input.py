"""What people give the bot in the page: options of commands, and forms with every kind of field."""

import asyncio
from collections.abc import AsyncIterator

import discord as library
import pytest
import yarl
from playwright.async_api import Browser, Locator, Page, expect

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from tests.browser.every_kind import EveryKind
from tests.browser.opened_page import opened
from tests.localdiscord.bot import running

PATIENCE = 60_000
"""How long anything is waited for, in milliseconds: a busy machine fails nothing."""

DROP = """(element, name) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(["a picture"], name, { type: "image/png" }));
    for (const type of ["dragover", "drop"]) {
        const about = { dataTransfer: dropped, bubbles: true, cancelable: true };
        element.dispatchEvent(new DragEvent(type, about));
    }
}"""

PING = """(channel) =>
    import("./static/js/socket.js").then(({ request }) => request("typing", { channel }))
"""


@pytest.fixture
async def every_kind(
    discord: LocalDiscord, mai: Member, bob: Member, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[EveryKind]:
    monkeypatch.setattr(library.http.Route, "BASE", discord.api_url)
    gateway = yarl.URL(discord.gateway_url)
    monkeypatch.setattr(library.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    monkeypatch.setattr(library.Asset, "BASE", discord.cdn_url)
    bot = EveryKind()
    async with running(bot, discord):
        yield bot


async def open_form(page: Page, name: str) -> Locator:
    """Open a form by its command, with the keyboard alone."""
    await page.locator("#composer textarea").press_sequentially(f"/{name}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("form", name=f"/{name}")).to_be_visible()
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name=name.title())
    await form.wait_for()
    return form


async def submit(form: Locator) -> None:
    """Submit a form; it is taken."""
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_have_count(0)


def newest(page: Page) -> Locator:
    """Return the newest message."""
    return page.locator("li.message").last


async def test_a_form_is_checked_and_what_was_typed_stays(
    browser: Browser, discord: LocalDiscord, every_kind: EveryKind, bob: Member
) -> None:
    expect.set_options(timeout=PATIENCE)
    async with opened(browser, discord, bob) as page:
        form = await open_form(page, "story")
        await expect(form.locator("strong")).to_have_text("about")
        await page.keyboard.press("Escape")  # nothing was typed: it asks nothing
        await expect(form).to_have_count(0)
        await expect(page.locator("#composer textarea")).to_be_focused()

        form = await open_form(page, "story")
        await form.get_by_label("Story").fill("A long story")
        await page.keyboard.press("Escape")
        await form.get_by_role("button", name="Keep it").click()
        await form.get_by_role("button", name="Submit").click()
        wrong = form.locator(".wrong:not(:empty)")
        needed, too_long = "This is required.", "At most 10 characters: 2 too many."
        await expect(wrong).to_have_text([needed, too_long, needed, needed])
        await expect(form.get_by_label("Name")).to_be_focused()

        await form.get_by_label("Name").fill("Bob")
        await form.get_by_label("Story").fill("Short")
        await form.get_by_label("Kind").select_option(label="Mug")
        for option in ("Option 1", "Option 5", "Option 7"):
            await form.get_by_label(option, exact=True).check()
        await expect(wrong).to_have_text(["Choose at most 2."])
        await form.get_by_label("Option 7", exact=True).uncheck()

        every_kind.silent, discord.interactions.deadline = True, 0.2
        await form.get_by_role("button", name="Submit").click()
        await expect(wrong).to_have_text(["Something went wrong. Try again."])
        await expect(form.get_by_label("Name")).to_have_value("Bob")
        await form.get_by_role("button", name="Cancel").click()
        await form.get_by_role("button", name="Discard").click()

        every_kind.silent, discord.interactions.deadline = False, 60
        form = await open_form(page, "story")
        await form.get_by_label("Name").fill("Bob")
        await form.get_by_label("Kind").select_option(label="Mug")
        for option in ("Option 1", "Option 5"):
            await form.get_by_label(option, exact=True).check()
        await submit(form)
        await expect(newest(page)).to_contain_text("Name: Bob · Story:  · Kind: M · Some: 1, 5")
        await expect(newest(page)).to_contain_text("Only you can see this")


async def test_people_roles_channels_boxes_and_files(
    browser: Browser, discord: LocalDiscord, every_kind: EveryKind, club: Community, bob: Member
) -> None:
    expect.set_options(timeout=PATIENCE)
    club.add_role("Readers")
    async with opened(browser, discord, bob) as page:
        form = await open_form(page, "things")
        await form.get_by_label("Member").select_option(label="Mai")
        await form.get_by_label("@Readers", exact=True).check()
        await form.get_by_label("Channel").select_option(label="#general")
        await form.get_by_label("Anybody").select_option(label="@Readers")
        await submit(form)
        given = "Member: Mai · Roles: Readers · Channel: general · Anybody: Readers"
        await expect(newest(page)).to_contain_text(given)

        form = await open_form(page, "boxes")
        await form.get_by_label("Big").check()
        await form.get_by_label("Salt").check()
        await form.get_by_label("I agree").check()
        for name in ("one.png", "two.png", "three.png"):
            await form.evaluate(DROP, name)
        await form.get_by_role("button", name="Submit").click()
        await expect(form.locator(".wrong:not(:empty)")).to_have_text(["At most 2 files."])
        await form.get_by_role("button", name="Remove two.png").click()
        await submit(form)
        given = "Size: Big · Toppings: Salt · I agree: True · Pictures: one.png, three.png"
        await expect(newest(page)).to_contain_text(given)


async def test_every_kind_of_option(
    browser: Browser,
    discord: LocalDiscord,
    every_kind: EveryKind,
    club: Community,
    general: Channel,
    bob: Member,
) -> None:
    expect.set_options(timeout=PATIENCE)
    club.add_role("Readers")
    async with opened(browser, discord, bob) as page:
        await page.locator("#composer textarea").fill("/all ")
        form = page.get_by_role("form", name="/all")
        await form.get_by_role("button", name="Send").click()
        wrong = form.locator(".wrong:not(:empty)")
        await expect(wrong).to_have_text(["This is required."] * 8)
        for label, typed in (("text", "abcdef"), ("whole", "12"), ("number", "0,4")):
            await form.get_by_label(label).fill(typed)
        await form.get_by_label("yes").select_option(label="True")
        for label, typed in (("user", "ma"), ("role", "read"), ("channel", "gen")):
            await form.get_by_label(label).press_sequentially(typed)
            await page.keyboard.press("Tab")
        await form.evaluate(DROP, "list.png")
        await expect(wrong).to_have_text(
            ["At most 5 characters: 1 too many.", "The most is 9.", "The least is 0.5."]
        )
        for label, typed in (("text", "abcd"), ("whole", "9"), ("number", "0,75")):
            await form.get_by_label(label).fill(typed)
        await form.get_by_role("button", name="Add more").click()
        offered = form.locator(":popover-open [role=option]")
        await expect(offered).to_have_text(["x", "y"])

        # Answers count only in the order of what was typed: this fails without `turn` in
        # fields/suggest.js.
        await page.keyboard.type("a")
        await asyncio.wait_for(every_kind.asked.wait(), PATIENCE)
        await page.keyboard.type("b")
        await expect(offered).to_have_text(["ab x", "ab y"])
        every_kind.release.set()
        asked = discord.interactions.by_id.values()
        await discord.until(lambda: all(one.acknowledged.done() for one in asked))
        await page.evaluate(PING, str(general.id))
        await expect(offered).to_have_text(["ab x", "ab y"])
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        given = "abcd · 9 · 0.75 · True · Mai · Readers · general · list.png · ab y"
        await expect(newest(page)).to_contain_text(given)


async def test_who_does_not_answer(
    browser: Browser, discord: LocalDiscord, every_kind: EveryKind, bob: Member, general: Channel
) -> None:
    """Discord says so where it was tried, and keeps what else was written."""
    expect.set_options(timeout=PATIENCE)
    async with opened(browser, discord, bob) as page:
        every_kind.tree.remove_command("story")
        discord.interactions.deadline = 0.2
        await page.locator("#composer textarea").press_sequentially("/story")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Send").click()
        await expect(newest(page)).to_contain_text("The application did not respond")
        await newest(page).hover()
        await newest(page).get_by_role("button", name="More").click()
        await page.get_by_role("menuitem", name="Dismiss").click()
        await expect(page.locator("li.message")).to_have_count(0)
