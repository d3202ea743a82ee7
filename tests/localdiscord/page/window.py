"""A window of the page, without a browser."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.localdiscord import Channel, LocalDiscord, Member, Message
from bot.localdiscord.model.user import User

Json = dict[str, Any]
PATIENCE = 60


class Refused(Exception):
    """The page refused what the window asked for."""

    def __init__(self, error: Json) -> None:
        super().__init__(error["text"])
        self.error = error
        self.kind = error["kind"]


class PageWindow:
    """A window: what was pushed to it, and what it asks for."""

    def __init__(self, server: LocalDiscord, http: aiohttp.ClientSession) -> None:
        self.server = server
        self.http = http
        self.pushed: list[Json] = []
        self._replies: dict[int, Json] = {}
        self._number = 0
        self._came = asyncio.Condition()

    async def read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Take what is pushed until the socket closes."""
        self.socket = socket
        async for message in socket:
            data = message.json()
            async with self._came:
                if data["type"] == "reply":
                    self._replies[data["id"]] = data
                self.pushed.append(data)
                self._came.notify_all()
        async with self._came:
            self._came.notify_all()

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until a condition holds, and return its value."""
        async with asyncio.timeout(PATIENCE), self._came:
            await self._came.wait_for(condition)
            return condition()

    async def ask(self, do: str, **fields: Any) -> Any:
        """Ask for something and return the result; `Refused` if it is refused."""
        self._number += 1
        number = self._number
        await self.socket.send_json({"id": number, "do": do, **fields})
        reply = await self.until(lambda: self._replies.get(number))
        if not reply["ok"]:
            raise Refused(reply["error"])
        return reply["result"]

    async def refusal(self, do: str, **fields: Any) -> str:
        """Ask for something that is refused, and return how."""
        try:
            result = await self.ask(do, **fields)
        except Refused as refused:
            return str(refused.kind)
        raise AssertionError(f"{do} was done: {result}")

    async def be(self, person: Member | User) -> Json:
        """Become a person, and return their world."""
        await self.ask("be", person=str(person.id))
        return await self.next_world()

    async def next_world(self) -> Json:
        """Return the first world since what was asked for last was answered."""
        start = max(number for number, data in enumerate(self.pushed) if data["type"] == "reply")
        world: Json = await self.until(
            lambda: next((d for d in self.pushed[start:] if d["type"] == "world"), None)
        )
        return world

    @property
    def world(self) -> Json:
        """The world as it was shown last."""
        return self.of_type("world")[-1]

    def of_type(self, kind: str) -> list[Json]:
        """Return what was pushed of a kind."""
        return [data for data in self.pushed if data["type"] == kind]

    @property
    def messages(self) -> dict[str, Json]:
        """The messages as they were shown last, by id."""
        shown: dict[str, Json] = {}
        for data in self.pushed:
            if data["type"] == "message":
                shown[data["message"]["id"]] = data["message"]
            elif data["type"] == "message_gone":
                shown.pop(data["id"], None)
        return shown

    @property
    def contents(self) -> list[str]:
        """The contents of the messages as they were shown last."""
        return [message["content"] for message in self.messages.values()]

    async def history(self, channel: Channel, **fields: Any) -> list[Json]:
        """Return a channel's history."""
        result = await self.ask("history", channel=str(channel.id), **fields)
        messages: list[Json] = result["messages"]
        return messages

    async def settled(self) -> None:
        """Return once everything that has happened so far is shown."""
        await self.server.world.flush()
        await self.ask("language", locale="en-US")

    async def upload(self, name: str, data: bytes, kind: str = "text/csv") -> Json:
        """Upload a file as a browser does, with its name as it is."""
        head = (
            f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        )
        body = head.encode() + data + b"\r\n--x--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        url = f"{self.server.page_url}files"
        async with self.http.post(url, data=io.BytesIO(body), headers=headers) as answer:
            answer.raise_for_status()
            file: Json = await answer.json()
            return file


def ids(channel: Channel, message: Message | None = None) -> Json:
    """Return the ids of a channel and of a message in it, as requests have them."""
    wire = {"channel": str(channel.id)}
    return wire if message is None else wire | {"message": str(message.id)}


@asynccontextmanager
async def opened(
    server: LocalDiscord, person: Member | User | None = None
) -> AsyncIterator[PageWindow]:
    """Open a window, as a person."""
    async with aiohttp.ClientSession() as http:
        window = PageWindow(server, http)
        origin = server.cdn_url
        async with http.ws_connect(f"{server.page_url}socket", origin=origin) as socket:
            reading = asyncio.create_task(window.read(socket))
            try:
                await window.until(lambda: window.of_type("welcome"))
                if person is not None:
                    await window.be(person)
                yield window
            finally:
                await socket.close()
                await reading
