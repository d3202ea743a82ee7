"""What people typed, as Discord's markup has it: shown as typed, counted as seen, or without marks.

The forms are those of "Message Formatting" (https://docs.discord.com/developers/reference) and of
Discord's Markdown.
"""

import re

_EMOJI = r"<a?:(?P<emoji>\w{2,32}):\d{15,21}>"
_PASSES = rf"{_EMOJI}|<t:-?\d{{1,17}}(?::[tTdDfFR])?>|<#\d{{15,21}}>"
_LINK = r"https?://[^\s<]+[^\s<.,:;\"')\]]"
_KEPT = re.compile(rf"(?P<kept>{_PASSES}|{_LINK})")
_SEEN_AS_ONE = re.compile(_EMOJI)

_MARKUP = re.compile(
    r"(?P<mark>[\\_*~|`]"  # wherever it stands
    r"|^\s*(?:\#{1,3}|[-+>](?=[\s\#>])|-)"  # headings, small print, lists and quotes
    r"|\](?=\()"  # a link under another name
    r"|<(?=/|id:))"  # commands, and the server's own pages
    r"|(?P<number>^\s*\d+)(?=[.)]\s)"  # a numbered list
    r"|@(?=everyone|here|[!&]?\d)",  # mentions
    re.MULTILINE,
)

_NOTHING = "\N{ZERO WIDTH SPACE}"


def escape(text: str, most: int | None = None) -> str:
    """Return what somebody typed so that it shows as typed, and mentions nobody.

    Custom emoji, timestamps, channels and links stay what they are. With `most`, at most so many
    characters are returned, those that escape others included, and none of these is cut apart.
    """
    pieces = list(_pieces(text))
    whole = "".join(pieces)
    if most is None or len(whole) <= most:
        return whole
    shown = ""
    for piece in pieces:
        if len(shown) + len(piece) >= most:
            break
        shown += piece
    return shown.rstrip() + "…"


def _pieces(text: str) -> list[str]:
    """Return an escaped text in pieces of which none may be cut."""
    pieces: list[str] = []
    for number, part in enumerate(re.split(f"({_KEPT_WHOLE})", text)):
        pieces += (
            [part] if number % 2 else re.findall(r"\\.|@\u200b|.|\n", _MARKUP.sub(_safe, part))
        )
    return pieces


_KEPT_WHOLE = re.sub(r"\(\?P<\w+>", "(?:", _KEPT.pattern)


def _safe(found: re.Match[str]) -> str:
    if found["number"]:
        return f"{found[0]}\\"
    if found[0] == "@":
        return f"@{_NOTHING}"
    mark = found[0].lstrip()
    return found[0][: len(found[0]) - len(mark)] + "\\" + mark


def length(text: str) -> int:
    """Return how many characters somebody sees; a custom emoji is one."""
    return len(_SEEN_AS_ONE.sub("·", text))


def fits(name: str, most: int) -> bool:
    """Return whether a name has at most so many characters, of which emoji take a bounded room."""
    return length(name) <= most and len(escape(name)) <= room(most)


def room(most: int) -> int:
    """Return the characters that a name of at most so many takes where it is typed and shown."""
    return 2 * most


def plain(text: str) -> str:
    """Return a text for places that know no markup, such as lists and buttons."""
    return _SEEN_AS_ONE.sub(lambda found: f":{found['emoji']}:", text)


def unescaped(text: str) -> str:
    """Return what `escape` made safe as it was typed, for places that know no markup."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", text).replace(f"@{_NOTHING}", "@")
