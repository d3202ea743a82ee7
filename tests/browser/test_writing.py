"""What people do among themselves: messages, reactions, threads, posts, events, voice, servers."""

from collections.abc import Sequence

from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from bot.localdiscord.model.files import SIZE_LIMIT
from tests.browser.opened_page import opened

PATIENCE = 60_000
"""How long anything is waited for, in milliseconds: a busy machine fails nothing."""


def newest(page: Page) -> Locator:
    """Return the newest message."""
    return page.locator("li.message").last


async def choose(page: Page, item: str) -> None:
    """Choose something in the menu of the newest message, with the keyboard from there on."""
    await newest(page).hover()
    await newest(page).get_by_role("button", name="More").click()
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    while await page.get_by_role("menuitem", name=item, exact=True).evaluate(
        "item => item !== document.activeElement"
    ):
        await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")


async def write(page: Page, *texts: str) -> None:
    """Write texts where the focus is, and go on to the next field after each, or send the last."""
    for text in texts[:-1]:
        await page.keyboard.type(text)
        await page.keyboard.press("Tab")
    await page.keyboard.type(texts[-1])
    await page.keyboard.press("Enter")


async def test_messages_by_keyboard(
    browser: Browser, discord: LocalDiscord, general: Channel, mai: Member, bob: Member
) -> None:
    expect.set_options(timeout=PATIENCE)
    async with opened(browser, discord, bob) as page:
        box = page.locator("#composer textarea")
        await page.get_by_role("radio", name="Bob").focus()
        await page.keyboard.type("Hello @ma")  # letters go to the text box, wherever one is
        await expect(page.get_by_role("option")).to_contain_text(["Mai"])
        await page.keyboard.press("Enter")
        await write(page, "and all")
        await expect(newest(page)).to_contain_text("Hello @Mai and all")
        assert general.messages[-1].content == f"Hello {mai.mention} and all"

        await page.keyboard.press("ArrowUp")
        await expect(box).to_have_value("Hello @Mai and all")
        await write(page, " of you")
        await expect(newest(page)).to_contain_text("all of you")

        await choose(page, "Add a reaction")
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("Enter")
        reaction = newest(page).locator(".reaction").first
        await expect(reaction).to_have_attribute("aria-pressed", "true")
        await reaction.press("Enter")
        await expect(newest(page).locator(".reaction")).to_have_count(0)

        await choose(page, "Reply")
        await expect(page.get_by_text("Replying to Bob")).to_be_visible()
        await write(page, "And to you")
        await expect(newest(page)).to_contain_text("And to you")
        await choose(page, "Delete")
        await page.keyboard.press("Enter")
        await expect(newest(page)).to_contain_text("all of you")

        await choose(page, "Create a thread")
        await write(page, "A chat")
        await expect(page.locator("#channel-head")).to_contain_text("A chat")
        await box.focus()
        await write(page, "In the thread")
        await expect(newest(page)).to_contain_text("In the thread")


async def test_a_file_is_dropped_and_what_is_too_much_is_refused(
    browser: Browser, discord: LocalDiscord, general: Channel, bob: Member
) -> None:
    expect.set_options(timeout=PATIENCE)
    async with opened(browser, discord, bob) as page:
        box = page.locator("#composer textarea")
        await box.fill("x" * 2001)
        await page.keyboard.press("Enter")
        await expect(page.locator(".writing .wrong")).not_to_be_empty()
        await expect(box).to_have_value("x" * 2001)
        film = FilePayload(name="film.mp4", mimeType="video/mp4", buffer=bytes(SIZE_LIMIT + 1))
        await page.locator(".writing input[type=file]").set_input_files(film)
        await page.keyboard.press("Enter")
        await expect(page.locator(".writing .wrong")).to_contain_text("larger than 10.5 MB")
        await page.get_by_role("button", name="Remove film.mp4").click()
        await page.locator("#messages").evaluate(
            """(element) => {
                const dropped = new DataTransfer();
                dropped.items.add(new File(["one, two"], "list.csv", { type: "text/csv" }));
                const about = { dataTransfer: dropped, bubbles: true, cancelable: true };
                element.dispatchEvent(new DragEvent("drop", about));
            }"""
        )
        await expect(page.get_by_role("list", name="Files to send")).to_contain_text("list.csv")
        await box.fill("The list")
        await page.keyboard.press("Enter")
        await expect(newest(page)).to_contain_text("list.csv")
        assert [one.file.name for one in general.messages[-1].attachments] == ["list.csv"]


async def test_around_the_channels(
    browser: Browser, discord: LocalDiscord, club: Community, general: Channel, bob: Member
) -> None:
    """Voice, events, posts, the language, and leaving and joining the server."""
    expect.set_options(timeout=PATIENCE)
    lounge = club.add_channel("lounge", kind="voice")
    club.add_channel("reviews", kind="forum")
    event = club.schedule("Reading", location="Library", hours=24)
    async with opened(browser, discord, bob) as page:
        await page.locator(".channel", has_text="lounge").click()
        await expect(page.locator(".voice-now")).to_be_visible()
        assert bob.voice_channel is lounge
        await page.locator("#person").get_by_role("button", name="Leave").click()
        await expect(page.locator(".voice-now")).to_have_count(0)

        await page.get_by_role("button", name="1 event").click()
        await page.get_by_role("button", name="Interested · 0").press("Enter")
        await expect(page.get_by_role("button", name="Interested · 1")).to_be_focused()
        assert event.interested == {bob.id}
        await page.keyboard.press("Escape")

        await page.locator(".channel", has_text="reviews").click()
        await page.get_by_role("button", name="New post").press("Enter")
        await write(page, "A book", "Good.")
        await page.keyboard.press("Tab")
        await page.get_by_role("button", name="Post", exact=True).press("Enter")
        await expect(newest(page)).to_contain_text("Good.")

        await settings(page, "Settings of Bob", ["Tiếng Việt"])
        await expect(page.get_by_role("button", name="1 sự kiện")).to_be_visible()
        await settings(page, "Cài đặt của Bob", ["Cho phép tin nhắn riêng"])
        await discord.until(lambda: bob.user.direct_messages_closed)
        await settings(page, "Cài đặt của Bob", ["English"])

        await page.get_by_role("button", name="Menu of Book club").click()
        await page.get_by_role("menuitem", name="Leave Book club").click()
        await page.get_by_role("button", name="Leave", exact=True).click()
        await expect(page.locator(".channel")).to_have_count(0)
        assert not bob.present
        await page.get_by_role("button", name="Join a server").click()
        await page.get_by_role("menuitem", name="Book club").click()
        await expect(page.locator(".channel", has_text="general")).to_be_visible()


async def settings(page: Page, button: str, items: Sequence[str]) -> None:
    """Change something in the person's settings."""
    await page.get_by_role("button", name=button).click()
    for item in items:
        await page.get_by_role("menu").get_by_text(item).click()
