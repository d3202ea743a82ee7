"""Serving the files of the page and of its extensions."""

from pathlib import Path

from aiohttp import web

from bot.localdiscord.page.security import PAGE_HEADERS

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def serve_file(folder: Path, path: str) -> web.FileResponse:
    """Return a file of a folder; 404 for what is none, is of no known kind, or lies outside."""
    root = folder.resolve()
    found = (root / path).resolve() if "\0" not in path else root
    kind = TYPES.get(found.suffix)
    if kind is None or not found.is_relative_to(root) or not found.is_file():
        raise web.HTTPNotFound(headers=PAGE_HEADERS)
    return web.FileResponse(found, headers=PAGE_HEADERS | {"Content-Type": kind})
