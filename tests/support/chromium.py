"""Chromium for tests and for the pictures of the documents; it finds nothing but this machine."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    # another.example is what a hostile page calls this machine.
    "--host-resolver-rules=MAP another.example 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def path() -> str | None:
    """Return where Chromium is installed, if it is."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@asynccontextmanager
async def launched(executable: str) -> AsyncIterator[Browser]:
    """Run Chromium without a window, and close it at the end."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield browser
        await browser.close()
