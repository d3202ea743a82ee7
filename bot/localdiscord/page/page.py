"""The page: its routes, its windows, and what is pushed to them as it happens."""

from __future__ import annotations

import asyncio
import json
import secrets
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from bot.localdiscord.app.client import AppClient
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.files import SIZE_LIMIT
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.user import User
from bot.localdiscord.page.actions import ACTIONS
from bot.localdiscord.page.actions.registry import Call, Tools
from bot.localdiscord.page.extension import Extension
from bot.localdiscord.page.fields import BadRequest, Fields, NoSuch
from bot.localdiscord.page.person import Person
from bot.localdiscord.page.security import PAGE_HEADERS, refuse_strangers
from bot.localdiscord.page.static_files import serve_file
from bot.localdiscord.page.uploads import WaitingFiles
from bot.localdiscord.page.views import message_view, place_view, user_view
from bot.localdiscord.page.window import LONGEST_MESSAGE, Window
from bot.localdiscord.page.world_view import world_view
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import Json, JsonValue

STATIC = Path(__file__).parent / "static"
MOST_WINDOWS = 32
# How long changes are gathered before the world is shown again, in seconds.
GATHER = 0.05


class Page:
    """The local Discord in a browser."""

    def __init__(self, world: LocalWorld, interactions: Interactions) -> None:
        self.token = secrets.token_urlsafe(24)
        self.origin = ""  # "http://127.0.0.1:8080", once the server listens
        self._world = world
        self._interactions = interactions
        app = AppClient(world, interactions, until_shown=False)
        self._tools = Tools(app, interactions, WaitingFiles(world.ids))
        self._windows: set[Window] = set()
        self._extensions: dict[str, Extension] = {}
        self._gathering: asyncio.TimerHandle | None = None
        # Whether the bot is connected, and the people, as the windows were last told.
        self._shown: tuple[bool, list[Json]] = (False, [])
        world.watchers.append(self)

    @property
    def url(self) -> str:
        """The address of the page; whoever knows it can act for everybody."""
        return f"{self.origin}/page/{self.token}/"

    def extend(self, extension: Extension) -> None:
        """Add an extension to windows that open from now on."""
        self._extensions[extension.name] = extension

    def broadcast(self, name: str, data: JsonValue) -> None:
        """Push something to an extension's module in every window."""
        self._push({"type": "extension", "name": name, "data": data})

    def _push(self, data: Json) -> None:
        for window in self._windows:
            window.send(data)

    # Serving

    def add_routes(self, app: web.Application) -> None:
        """Add the page's routes."""
        app.router.add_get("/page/{token}/", self._serve_index)
        app.router.add_get("/page/{token}/static/{path:.+}", self._serve_static)
        app.router.add_get("/page/{token}/extension/{name}/{path:.+}", self._serve_extension)
        app.router.add_get("/page/{token}/socket", self._serve_socket)
        app.router.add_post("/page/{token}/files", self._take_file)

    def _check(self, request: web.Request, *, socket: bool = False) -> None:
        refuse_strangers(request, self.origin, socket=socket)
        given = request.match_info["token"]
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            raise web.HTTPNotFound(headers=PAGE_HEADERS)

    async def _serve_index(self, request: web.Request) -> web.StreamResponse:
        self._check(request)
        return serve_file(STATIC, "index.html")

    async def _serve_static(self, request: web.Request) -> web.StreamResponse:
        self._check(request)
        return serve_file(STATIC, request.match_info["path"])

    async def _serve_extension(self, request: web.Request) -> web.StreamResponse:
        self._check(request)
        extension = self._extensions.get(request.match_info["name"])
        if extension is None:
            raise web.HTTPNotFound(headers=PAGE_HEADERS)
        return serve_file(extension.static, request.match_info["path"])

    async def _take_file(self, request: web.Request) -> web.Response:
        self._check(request)
        return web.json_response(await self._tools.files.receive(request), headers=PAGE_HEADERS)

    async def _serve_socket(self, request: web.Request) -> web.WebSocketResponse:
        self._check(request, socket=True)
        if len(self._windows) >= MOST_WINDOWS:
            raise web.HTTPTooManyRequests(headers=PAGE_HEADERS)
        socket = web.WebSocketResponse(max_msg_size=LONGEST_MESSAGE, heartbeat=30)
        await socket.prepare(request)
        window = Window(socket, self._serve)
        welcome = self._welcome()
        if not self._windows:
            self._shown = welcome["connected"], welcome["people"]
        self._windows.add(window)
        window.send(welcome)
        try:
            await window.run()
        finally:
            self._windows.discard(window)
            for extension in self._extensions.values():
                if extension.left is not None:
                    extension.left(window)
            self._world.notify()
        return socket

    async def close(self) -> None:
        """Close every window, as the server stops."""
        if self._gathering is not None:
            self._gathering.cancel()
        for window in list(self._windows):
            await window.close()

    def _welcome(self) -> Json:
        world = self._world
        return {
            "type": "welcome",
            "now": world.clock.now_iso(),
            "people": self._people(),
            "person": None,
            "bot": user_view(world.bot, world),
            "connected": world.gateway.connected,
            "largest_file": SIZE_LIMIT,
            "extensions": [
                {"name": extension.name, "module": extension.module}
                for extension in self._extensions.values()
            ],
        }

    def _people(self) -> list[Json]:
        people = (Person(self._world, user) for user in self._world.users.values() if not user.bot)
        return [
            user_view(person.user, self._world)
            | {
                "communities": [str(member.community.id) for member in person.memberships],
                "places": [place_view(member) for member in person.memberships],
            }
            for person in people
        ]

    # What windows ask for

    async def _serve(self, window: Window, what: str, fields: Fields) -> JsonValue:
        if what == "be":
            return self._be(window, fields)
        if what == "extension":
            extension = self._extensions.get(fields.text("name"))
            if extension is None:
                raise NoSuch("there is no such extension")
            return await extension.handle(window, fields.data)
        if window.person is None:
            raise BadRequest("choose a person first")
        if what not in ACTIONS:
            raise BadRequest(f"nobody here does {what!r}")
        return await ACTIONS[what](Call(window.person, fields, self._tools))

    def _be(self, window: Window, fields: Fields) -> None:
        user = self._world.users.get(fields.id("person"))
        if user is None or user.bot:
            raise NoSuch("there is no such person")
        window.person = Person(self._world, user)
        window.shown_world = ""
        # After the reply, so that the window knows whose world it is.
        asyncio.get_running_loop().call_soon(self._show_world, window)

    # What is pushed

    def message_changed(self, message: Message) -> None:
        """Show a message to those who see it; to those who saw it that it is gone."""
        for window in self._windows:
            person = window.person
            if person is None or not person.sees(message):
                continue
            if message.deleted:
                ids = {"channel": str(message.channel.id), "id": str(message.id)}
                window.send({"type": "message_gone", **ids})
            else:
                view = message_view(message, person, self._interactions)
                window.send({"type": "message", "message": view})

    def typing(self, channel: Channel, user: User) -> None:
        """Show that somebody types to the others who see the channel."""
        ids = {"channel": str(channel.id), "user": str(user.id)}
        for window in self._windows:
            person = window.person
            if person is not None and person.user is not user and person.sees_channel(channel):
                window.send({"type": "typing", **ids})

    def world_changed(self) -> None:
        """Show the world again soon, where it looks different."""
        if self._windows and self._gathering is None:
            loop = asyncio.get_running_loop()
            self._gathering = loop.call_later(GATHER, self._show_worlds)

    def _show_worlds(self) -> None:
        self._gathering = None
        connected, people = self._world.gateway.connected, self._people()
        if connected != self._shown[0]:
            self._push({"type": "bot", "connected": connected})
        if people != self._shown[1]:
            self._push({"type": "people", "people": people})
        self._shown = connected, people
        for window in self._windows:
            self._show_world(window)

    def _show_world(self, window: Window) -> None:
        if window.person is None:
            return
        view = world_view(window.person)
        text = json.dumps(view)
        if text != window.shown_world:
            window.shown_world = text
            window.send({"type": "world", **view})

    async def advance(self, by: timedelta) -> None:
        """Move the clock of the local Discord forward, and show that."""
        self._world.clock.advance(by)
        for community in self._world.communities.values():
            for event in list(community.scheduled_events):
                event.keep_time(self._world.clock.now())
        self._push({"type": "clock", "now": self._world.clock.now_iso()})
        self._world.notify()
        await self._world.flush()
