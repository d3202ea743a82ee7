"""Who may ask for the page: nobody from another page, nobody without its address."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.localdiscord import Channel, Community, File, LocalDiscord, Member
from bot.localdiscord.page import page, window
from bot.localdiscord.page.extension import Extension
from bot.localdiscord.page.window import Window
from tests.localdiscord.page.window import Json, opened


async def _status(url: str, method: str = "GET", **headers: str) -> int:
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, URL(url, encoded=True), headers=headers) as answer,
    ):
        return answer.status


STRANGERS: list[dict[str, str]] = [
    {"Host": "evil.example"},
    {"Host": "localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    # Another port of this machine: of the same site, but another's page.
    {"Sec-Fetch-Site": "same-site"},
]


# These fail with `refuse_strangers` emptied, each of them, as tried.
@pytest.mark.parametrize("stranger", STRANGERS, ids=str)
async def test_strangers_get_nothing(
    server: LocalDiscord, mai: Member, stranger: dict[str, str]
) -> None:
    message = await mai.post("look", files=[File("mug.png", b"\x89PNG")])
    await mai.set_avatar(PNG)
    addresses = [
        server.page_url,
        f"{server.page_url}static/index.html",
        f"{server.page_url}socket",
        message.attachments[0].url,
        f"{server.cdn_url}/embed/avatars/0.png",
        f"{server.cdn_url}/avatars/{mai.id}/{mai.user.avatar}.png",
    ]
    for address in addresses:
        assert await _status(address, **stranger) == 403
    assert await _status(f"{server.page_url}files", "POST", **stranger) == 403
    if "Sec-Fetch-Site" in stranger:
        for address in (f"{server.api_url}/gateway", server.gateway_url.replace("ws", "http")):
            assert await _status(address, **stranger) == 403


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da63fcff1f0003030200ef1b9e5c0000000049454e44ae426082"
)


async def test_a_browser_of_ours_is_let_in(server: LocalDiscord, mai: Member) -> None:
    own = {"Origin": server.cdn_url, "Sec-Fetch-Site": "same-origin"}
    assert await _status(server.page_url, **own) == 200
    assert await _status(server.page_url, **{"Sec-Fetch-Site": "none"}) == 200
    # A socket says where it comes from.
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await http.ws_connect(f"{server.page_url}socket")
        assert error.value.status == 403


async def test_the_address_is_secret(server: LocalDiscord) -> None:
    base = f"{server.cdn_url}/page"
    own = {"Origin": server.cdn_url}
    for token in ("x", server.page.token[:-1], f"{server.page.token}x", "ự"):
        for path in ("", "static/index.html", "socket"):
            assert await _status(f"{base}/{URL(token)}/{path}", **own) == 404
        assert await _status(f"{base}/{URL(token)}/files", "POST", **own) == 404
    assert await _status(base) == 404
    assert LocalDiscord().page.token != server.page.token


async def test_what_a_browser_may_do_with_it(server: LocalDiscord, mai: Member) -> None:
    async with aiohttp.ClientSession() as http:
        async with http.get(server.page_url) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
        assert "unsafe" not in policy
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        # A page that somebody uploads is no page of ours.
        evil = File("evil.html", b"<script>alert(1)</script>", "text/html")
        message = await mai.post("look", files=[evil, File("mug.png", PNG)])
        async with http.get(message.attachments[0].url) as answer:
            headers = answer.headers
            assert await answer.read() == evil.data
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        async with http.get(message.attachments[1].url) as answer:
            assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    "path",
    ["../page.py", "..%2Fpage.py", "%2E%2E/page.py", "js/../../page.py", "/etc/hosts", "", "%00"],
)
async def test_only_its_own_files_are_served(server: LocalDiscord, path: str) -> None:
    async with aiohttp.ClientSession() as http:
        url = URL(f"{server.page_url}static/{path}", encoded=True)
        async with http.get(url) as answer:
            assert answer.status == 404


async def test_extensions(server: LocalDiscord, mai: Member, tmp_path: Path) -> None:
    folder = tmp_path / "panel"
    folder.mkdir()
    (folder / "panel.js").write_text("export default () => {}")
    (folder / "notes.db").write_text("secret")
    (tmp_path / "outside.js").write_text("secret")
    left: list[Window] = []

    async def handle(window: Window, data: object) -> object:
        window.push("panel", "pushed")
        return {"heard": data, "person": window.person and window.person.user.name}

    server.page.extend(Extension("panel", folder, "panel.js", handle, left.append))
    async with opened(server) as one:
        (welcome,) = one.of_type("welcome")
        assert welcome["extensions"] == [{"name": "panel", "module": "panel.js"}]
        answer = await one.ask("extension", name="panel", data={"go": 1})
        assert answer == {"heard": {"go": 1}, "person": None}
        await one.be(mai)
        assert (await one.ask("extension", name="panel"))["person"] == "Mai"
        assert await one.refusal("extension", name="other") == "no_such"
        server.page.broadcast("panel", [1])
        await one.until(lambda: len(one.of_type("extension")) == 3)
        assert [data["data"] for data in one.of_type("extension")] == ["pushed", "pushed", [1]]
        # The last is served without the look at where a file lies, as tried.
        for path, status in (("panel.js", 200), ("notes.db", 404), ("%2E%2E%2Foutside.js", 404)):
            assert await _status(f"{server.page_url}extension/panel/{path}") == status
        assert await _status(f"{server.page_url}extension/other/panel.js") == 404
        assert left == []
    await server.until(lambda: left)


class Unread:
    """A socket whose other end reads nothing, so that what is sent waits."""

    def __init__(self) -> None:
        self.closed_with: int | None = None

    async def send_str(self, text: str) -> None:
        await asyncio.Event().wait()

    async def close(self, *, code: int, message: bytes) -> None:
        self.closed_with = code

    def __aiter__(self) -> "Unread":
        return self

    async def __anext__(self) -> None:
        await asyncio.Event().wait()


async def test_a_window_that_reads_too_slowly_is_dropped() -> None:
    """This waits for ever with a queue without bounds, as tried."""
    socket = Unread()

    async def serve(*_: object) -> None: ...

    slow = Window(socket, serve)  # type: ignore[arg-type]  # as much of a socket as it uses
    running = asyncio.create_task(slow.run())
    for _ in range(window.MOST_WAITING + 2):
        slow.send({})
        await asyncio.sleep(0)
    async with asyncio.timeout(60):
        await running
    assert socket.closed_with == window.TOO_SLOW


async def test_what_no_page_sends(
    server: LocalDiscord, general: Channel, mai: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = {"channel": str(general.id)}
    wrong: list[tuple[str, Json]] = [
        ("dance", {}),
        ("__class__", {}),
        ("post", {}),
        ("post", channel | {"text": ""}),
        ("post", channel | {"text": 5}),
        ("post", channel | {"text": "x", "files": "all"}),
        ("post", channel | {"text": "x", "files": ["../x"]}),
        ("post", {"channel": 5, "text": "x"}),
        ("post", {"channel": "9" * 400, "text": "x"}),
        ("react", channel | {"message": "x", "emoji": "👍", "on": True}),
        ("command", channel | {"path": "x", "options": []}),
        ("language", {"locale": "tlh"}),
        ("direct_messages", {"open": "yes"}),
    ]
    monkeypatch.setattr(window, "MOST_AT_ONCE", 4)
    async with opened(server, mai) as one:
        for do, fields in wrong:
            assert await one.refusal(do, **fields) in ("bad_request", "no_such"), (do, fields)
        long = channel | {"text": "x" * 2001}
        assert await one.refusal("post", **long) == "too_large"
        for text in ("[]", "{", "[" * 100_000, '{"id": "x"}', '{"id": true, "do": null}'):
            await one.socket.send_str(text)
        await one.ask("post", **channel, text="still here")
        # One that sends far too much is closed, and harms no other.
        async with opened(server, mai) as other:
            await other.socket.send_str("x" * (window.LONGEST_MESSAGE + 1))
            await other.until(lambda: other.socket.closed)
            assert other.socket.close_code == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
        assert await one.history(general)


async def test_windows_are_counted(
    server: LocalDiscord, club: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MOST_WINDOWS", 1)
    async with opened(server):
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            async with opened(server):
                pass
        assert error.value.status == 429
    await server.until(lambda: not server.page._windows)
    async with opened(server) as one:
        assert one.of_type("welcome")
