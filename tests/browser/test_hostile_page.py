"""A page of another origin in the same browser, which even knows our address, gets nothing."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from playwright.async_api import Browser

from bot.localdiscord import File, LocalDiscord, Member

ATTEMPTS = """async ({page, file}) => {
  const attempt = async (does) => { try { return await does(); } catch { return "nothing"; } };
  const loaded = (name, fields) => new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), fields);
    element.onload = () => resolve("loaded");
    element.onerror = reject;
    document.head.append(element);
  });
  const form = new FormData();
  form.append("file", new Blob(["x"]), "x.txt");
  const script = `${page}static/js/emit.js`;
  const posted = { method: "POST", mode: "no-cors", body: form };
  return {
    read: await attempt(async () => (await fetch(page)).status),
    asked: await attempt(async () => (await fetch(page, { mode: "no-cors" })).type),
    posted: await attempt(async () => (await fetch(`${page}files`, posted)).type),
    imported: await attempt(() => import(script).then(() => "imported")),
    module: await attempt(() => loaded("script", { src: script, type: "module" })),
    picture: await attempt(() => loaded("img", { src: file })),
    socket: await attempt(() => new Promise((resolve, reject) => {
      const socket = new WebSocket(`${page.replace("http", "ws")}socket`);
      socket.onmessage = () => resolve("heard");
      socket.onerror = reject;
    })),
  };
}"""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da63fcff1f0003030200ef1b9e5c0000000049454e44ae426082"
)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """The port of another program's page on this machine."""

    async def serve(_: web.Request) -> web.Response:
        return web.Response(text="<!doctype html><title>Win</title>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


# With `refuse_strangers` emptied, the socket is heard and the address that was rebound is served.
async def test_it_gets_nothing(
    browser: Browser, discord: LocalDiscord, mai: Member, port: int
) -> None:
    message = await mai.post("look", files=[File("mug.png", PNG)])
    known = {"page": discord.page_url, "file": message.attachments[0].url}
    context = await browser.new_context()
    ours = await context.new_page()
    await ours.goto(discord.page_url)
    got = await ours.evaluate(ATTEMPTS, known)
    assert "nothing" not in got.values()
    hostile = await context.new_page()
    for host in ("127.0.0.1", "another.example"):
        await hostile.goto(f"http://{host}:{port}/")
        got = await hostile.evaluate(ATTEMPTS, known)
        assert set(got.values()) == {"nothing"}, host
    # A link to us, and a name of theirs that means this machine.
    await hostile.evaluate("(page) => { location.href = page; }", discord.page_url)
    await hostile.wait_for_url(discord.page_url)
    assert await hostile.locator("#channels").count() == 0
    rebound = await hostile.goto(discord.page_url.replace("127.0.0.1", "another.example"))
    assert rebound is not None
    assert rebound.status == 403
    await context.close()
