"""Serving what lies on the CDN: uploaded files, avatars, icons, emojis.

https://docs.discord.com/developers/reference#image-formatting
"""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from bot.localdiscord.model.default_picture import default_picture
from bot.localdiscord.model.files import Cdn
from bot.localdiscord.page.security import UPLOAD_HEADERS, refuse_strangers

# What a browser may show in place; everything else is downloaded.
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class CdnFiles:
    """The addresses of the CDN; sizes and endings that are asked for make no difference."""

    def __init__(self, cdn: Cdn) -> None:
        self._cdn = cdn
        self.origin = ""

    def add_routes(self, app: web.Application) -> None:
        """Add the CDN's routes."""
        app.router.add_get("/attachments/{channel}/{attachment}/{name}", self._serve_attachment)
        app.router.add_get(r"/embed/avatars/{number:\d}.png", self._serve_default)
        app.router.add_get(r"/{path:(avatars|icons)/\d+/\w+}.{ending}", self._serve_picture)
        app.router.add_get(r"/{path:emojis/\d+}.{ending}", self._serve_picture)

    async def _serve_attachment(self, request: web.Request) -> web.Response:
        refuse_strangers(request, self.origin)
        number = request.match_info["attachment"]
        attachment = self._cdn.find(int(number)) if number.isdecimal() else None
        if attachment is None:
            raise web.HTTPNotFound
        kind = attachment.to_wire().get("content_type") or "application/octet-stream"
        how = "inline" if kind in SHOWN else "attachment"
        name = quote(attachment.file.name, safe="")
        return web.Response(
            body=attachment.file.data,
            headers=UPLOAD_HEADERS
            | {
                "Cache-Control": "no-store",  # it may hold codes
                "Content-Type": kind,
                "Content-Disposition": f"{how}; filename*=UTF-8''{name}",
            },
        )

    async def _serve_picture(self, request: web.Request) -> web.Response:
        refuse_strangers(request, self.origin)
        data = self._cdn.picture(request.match_info["path"])
        if data is None:
            raise web.HTTPNotFound
        return _picture(data)

    async def _serve_default(self, request: web.Request) -> web.Response:
        refuse_strangers(request, self.origin)
        return _picture(default_picture(int(request.match_info["number"])))


def _picture(data: bytes) -> web.Response:
    kind = "image/gif" if data.startswith(b"GIF") else "image/png"
    return web.Response(body=data, headers=UPLOAD_HEADERS | {"Content-Type": kind})
