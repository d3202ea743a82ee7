"""Who may ask for the page, and what a browser may do with what it gets.

The server listens on loopback only. Another page in the same browser could still reach it, so it
must name our own host (no rebound name of another's), come from no other origin, and know the
token in the address.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
# What people upload is shown as it is, and never as a page with rights of its own.
UPLOAD_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
PAGE_HEADERS = HEADERS | {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
UPLOAD_HEADERS = HEADERS | {"Content-Security-Policy": UPLOAD_POLICY}

# What a browser says of a request's origin if it is ours, or nobody's (typed, from a terminal).
# Another port of this machine is "same-site", and is refused as "cross-site" is.
OWN_SITES = ("same-origin", "none")

FORBIDDEN = (
    "This page opens only when its address is typed or pasted into the browser: no other page "
    "may lead to it."
)


def refuse_strangers(request: web.Request, origin: str, *, socket: bool = False) -> None:
    """Refuse with 403 whoever asks for another host, or from another origin than ours.

    A web socket must say that it comes from ours.
    """
    scheme, _, host = origin.partition("://")
    theirs = request.headers.get("Origin")
    if (
        request.headers.get("Host") != host
        or request.scheme != scheme
        or (theirs is None and socket)
        or theirs not in (None, origin)
    ):
        raise web.HTTPForbidden(text=FORBIDDEN, headers=HEADERS)


@web.middleware
async def refuse_other_pages(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse with 403 whatever another page of a browser asks for, the bot's addresses too.

    Only browsers say of which site a request is.
    """
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITES:
        raise web.HTTPForbidden(text=FORBIDDEN, headers=HEADERS)
    return await handler(request)
