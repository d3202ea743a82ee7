"""Discord's Markdown in the page: what it becomes, and what it never becomes."""

from playwright.async_api import Browser, Page, expect

from bot.localdiscord import Channel, LocalDiscord, Member
from tests.browser.opened_page import opened

MOMENT = 1_790_000_000  # seconds
ONE_LINE = {
    "**bold** *italic* __under__ ~~gone~~": (
        "<strong>bold</strong> <em>italic</em> <u>under</u> <s>gone</s>"
    ),
    "`a *b*` and \\*plain\\*": "<code>a *b*</code> and *plain*",
    "# One\n-# small\nrest": '<p class="heading">One</p><small class="subtext">small</small>'
    '<span class="lines">rest</span>',
    "- a\n- b\n  - c\n1. d\nrest": "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"
    '<ol><li>d</li></ol><span class="lines">rest</span>',
    "> a\n> - b\nrest": '<blockquote><span class="lines">a</span><ul><li>b</li></ul></blockquote>'
    '<span class="lines">rest</span>',
    ">>> a\nb": '<blockquote><span class="lines">a\nb</span></blockquote>',
    "```py\n# no heading\n```after": "<pre><code># no heading</code></pre>after",
    "<img src=x> <b>no</b>": "&lt;img src=x&gt; &lt;b&gt;no&lt;/b&gt;",
}
SHAPE = """(message) => {
  const shape = (node) => {
    if (node.nodeType === Node.COMMENT_NODE) return "";
    if (node.nodeType === Node.TEXT_NODE) {
      const line = document.createElement("i");
      line.textContent = node.textContent;
      return line.innerHTML;
    }
    const name = node.localName;
    const classed = node.className ? ` class="${node.className}"` : "";
    return `<${name}${classed}>${[...node.childNodes].map(shape).join("")}</${name}>`;
  };
  return [...message.querySelector(".text").childNodes].map(shape).join("");
}"""


async def shown(page: Page, text: str, mai: Member, channel: Channel) -> str:
    """Post a text and return the elements that it became, without what nobody sees."""
    message = await mai.post(text, channel=channel)
    found = page.locator(f'[data-message="{message.id}"]')
    await found.wait_for()
    shape: str = await found.evaluate(SHAPE)
    return shape


async def test_a_text_becomes_what_discord_shows(
    browser: Browser, discord: LocalDiscord, general: Channel, mai: Member, bob: Member
) -> None:
    """Seen to fail where every scheme of a link was taken."""
    async with opened(browser, discord, bob) as page:
        for text, expected in ONE_LINE.items():
            assert await shown(page, text, mai, general) == expected
        zone = f"<t:{MOMENT}:S> <t:{MOMENT}:D> <t:{MOMENT}:R> <t:99999999999999999:f>"
        assert "September 21, 2026" in (await shown(page, zone, mai, general))
        names = f"<@{mai.id}> <#{general.id}> <@1> <@&{general.id}>"
        assert ">@Mai<" in (await shown(page, names, mai, general))
        for scheme in ("javascript:alert(1)", "data:text/html,x", "file:///etc", "discord://x"):
            assert "<a" not in await shown(page, f"[press]({scheme}) <{scheme}>", mai, general)
        assert "<a>" in await shown(page, "[read](https://books.example)", mai, general)
        secret = await mai.post("a ||**secret**||", channel=general)
        message = page.locator(f'[data-message="{secret.id}"]')
        await expect(message.locator("strong")).to_be_hidden()
        await message.locator(".spoiler").click()
        await expect(message.locator("strong")).to_be_visible()


async def test_a_long_row_of_marks_is_shown(
    browser: Browser, discord: LocalDiscord, general: Channel, mai: Member, bob: Member
) -> None:
    async with opened(browser, discord, bob) as page:
        for mark in ("# ", "- ", "> ", "*", "||", "[", "`", "1. ", "<@", "__a", "~~"):
            assert await shown(page, mark * (2000 // len(mark)), mai, general)
        nested = "[" * 170 + "a" + "](http://x)" * 170
        assert await shown(page, nested, mai, general)
