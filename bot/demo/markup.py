"""Discord's markup, shown in a terminal much as Discord's app shows it."""

import re
from collections.abc import Mapping
from datetime import datetime

from rich.text import Text

from bot.demo.timestamps import format_timestamp

_HEADING = re.compile(r"^#{1,3} (.*)$")
_SMALL = re.compile(r"^-# (.*)$")
_INLINE = re.compile(
    r"\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*|`(?P<code>[^`\n]+)`|\*(?P<italic>(?:\\.|[^*\\])+)\*"
    r"|<[@#]&?!?(?P<mention>\d+)>|<t:(?P<moment>\d+(?::\w)?)>|\\(?P<escaped>[^\w\s]|_)"
)


def render(text: str, names: Mapping[int, str], now: datetime, locale: str = "en-US") -> Text:
    """Return a text with its formatting; `names` are those of mentioned ids.

    Timestamps are relative to `now` and in its zone, in the language of `locale`.
    """
    shown = Text()
    in_block = False
    for number, line in enumerate(text.splitlines()):
        if line.startswith("```"):
            in_block = not in_block
            continue
        if number and shown.plain:
            shown.append("\n")
        if in_block:
            shown.append(f"    {line}", "bold reverse")
        elif heading := _HEADING.match(line):
            shown.append_text(_inline(heading[1], names, now, locale, "bold underline"))
        elif small := _SMALL.match(line):
            shown.append_text(_inline(small[1], names, now, locale, "dim"))
        else:
            shown.append_text(_inline(line, names, now, locale, ""))
    return shown


def _inline(line: str, names: Mapping[int, str], now: datetime, locale: str, style: str) -> Text:
    shown, done = Text(style=style), 0
    for found in _INLINE.finditer(line):
        shown.append(line[done : found.start()])
        done = found.end()
        kind, value = str(found.lastgroup), str(found[str(found.lastgroup)])
        match kind:
            case "mention":
                sign = "#" if found[0].startswith("<#") else "@"
                shown.append(sign + names.get(int(value), "somebody"), "blue")
            case "moment":
                timestamp, _, form = value.partition(":")
                shown.append(format_timestamp(int(timestamp), form, now, locale))
            case "escaped":
                shown.append(value)
            case "bold":
                shown.append_text(_inline(value, names, now, locale, "bold"))
            case "code":
                shown.append(value, "cyan")
            case _:
                shown.append_text(_inline(value, names, now, locale, "italic"))
    shown.append(line[done:])
    return shown
