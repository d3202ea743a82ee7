"""The page shows a message with every kind of component, and asks nobody else for anything."""

import asyncio

import aiohttp
from playwright.async_api import Browser, WebSocketRoute, expect

from bot.localdiscord import Channel, LocalDiscord, Member
from bot.localdiscord.wire import Json
from tests.browser.opened_page import opened

COMPONENTS_V2 = 1 << 15
PICTURE = "https://pictures.example/mug.png"


def text(content: str) -> Json:
    return {"type": 10, "content": content}


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(style: int, label: str, **more: object) -> Json:
    return {"type": 2, "style": style, "label": label, "custom_id": label, **more}


def select(kind: int, placeholder: str, **more: object) -> Json:
    return {"type": kind, "custom_id": placeholder, "placeholder": placeholder, **more}


PERIODS = [
    {"label": "This week", "value": "week", "description": "since Monday"},
    {"label": "This month", "value": "month", "emoji": {"name": "📅"}},
]
MESSAGE: Json = {
    "flags": COMPONENTS_V2,
    "components": [
        text("# All components\nA [link](https://books.example), not a [script](javascript:x)."),
        {
            "type": 17,
            "accent_color": 0xE67E22,
            "components": [
                {"type": 9, "components": [text("A seat")], "accessory": button(1, "Claim")},
                {
                    "type": 9,
                    "components": [text("A mug")],
                    "accessory": {"type": 11, "media": {"url": PICTURE}, "description": "A mug"},
                },
                {"type": 14, "divider": True, "spacing": 2},
                row(
                    button(2, "Later"),
                    button(3, "Yes", emoji={"name": "👍"}),
                    button(4, "No"),
                    button(2, "Sold out", disabled=True),
                    {"type": 2, "style": 5, "label": "Read", "url": "https://books.example"},
                ),
                row(select(3, "Period", options=PERIODS)),
                row(select(3, "Periods", options=PERIODS, max_values=2)),
                row(select(5, "Member")),
                row(select(6, "Role")),
                row(select(7, "Member or role")),
                row(select(8, "Channel")),
                {"type": 12, "items": [{"media": {"url": PICTURE}, "description": "The mug"}]},
                {"type": 13, "file": {"url": "attachment://codes.csv"}},
            ],
        },
    ],
}


async def send(discord: LocalDiscord, channel: Channel, body: Json, file: bytes) -> None:
    """Send a message with a file, as the bot."""
    form = aiohttp.FormData()
    form.add_field("payload_json", aiohttp.JsonPayload(body), content_type="application/json")
    form.add_field("files[0]", file, filename="codes.csv", content_type="text/csv")
    headers = {"Authorization": f"Bot {discord.token}"}
    url = f"{discord.api_url}/channels/{channel.id}/messages"
    async with aiohttp.ClientSession(headers=headers) as http, http.post(url, data=form) as sent:
        assert sent.status == 200, await sent.text()


async def test_every_component_is_shown_and_nothing_is_fetched_from_outside(
    browser: Browser, discord: LocalDiscord, general: Channel, mai: Member, bob: Member
) -> None:
    await bob.post("Hello **everybody**")
    async with opened(browser, discord, mai) as page:
        messages = page.locator("li.message")
        await expect(messages).to_have_count(1)
        await expect(messages.locator("strong")).to_have_text("everybody")
        await send(discord, general, MESSAGE, b"code\nA-1\n")
        message = messages.nth(1)
        await expect(message.get_by_role("heading", name="All components")).to_be_visible()
        await expect(message.locator("a", has_text="link")).to_have_count(1)
        await expect(message.locator("a", has_text="script")).to_have_count(0)
        for label in ("Claim", "Later", "Yes", "No"):
            await expect(message.get_by_role("button", name=label, exact=True)).to_be_enabled()
        await expect(message.get_by_role("button", name="Sold out")).to_be_disabled()
        await expect(message.get_by_role("link", name="Read")).to_be_visible()
        for name in ("Period", "Member", "Role", "Member or role", "Channel"):
            await expect(message.get_by_role("combobox", name=name, exact=True)).to_be_enabled()
        await expect(message.get_by_role("link", name="codes.csv")).to_be_visible()
        await expect(message.locator(".outside")).to_have_count(2)
        await page.evaluate(
            "addEventListener('component-used', ({detail}) => (window.used = detail.values))"
        )
        await message.get_by_role("button", name="Periods").click()
        await message.get_by_role("checkbox", name="This month").check()
        await message.get_by_role("checkbox", name="This week").check()
        await message.get_by_role("button", name="Xong").click()
        assert await page.evaluate("used") == ["week", "month"]


async def test_a_reload_before_the_server_has_answered_keeps_who_one_is(
    browser: Browser, discord: LocalDiscord, mai: Member
) -> None:
    """It fails where the address is written before somebody is chosen."""

    asked = asyncio.Event()

    def without_replies(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def ask(message: str | bytes) -> None:
            server.send(message)
            if '"be"' in str(message):
                asked.set()

        def answer(message: str | bytes) -> None:
            if '"welcome"' in str(message):
                socket.send(message)

        socket.on_message(ask)
        server.on_message(answer)

    async with opened(browser, discord, mai) as page:
        await page.route_web_socket("**/*", without_replies)
        await page.reload()
        await asked.wait()
        drawn = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        await page.evaluate(drawn)
        assert f"person={mai.id}" in page.url


async def test_a_picture_beside_a_text_that_says_the_same_is_not_read_out(
    browser: Browser, discord: LocalDiscord, general: Channel, mai: Member
) -> None:
    picture = {"type": 11, "media": {"url": f"{discord.cdn_url}/embed/avatars/0.png"}}
    section = {"type": 9, "components": [text("A mug")], "accessory": picture}
    async with opened(browser, discord, mai) as page:
        await send(discord, general, {"flags": COMPONENTS_V2, "components": [section]}, b"")
        await expect(page.locator("img.thumbnail")).to_have_attribute("alt", "")
