"""Masking what nobody but its holder may read, in texts and JSON that the panel shows.

JSON is shown by an allow-list of fields. In texts that are shown, whatever stands in a code span is
masked, since that is how Laurel writes codes, and so is each word that is a code in the database.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from bot.demo.panel.columns import CODES
from bot.localdiscord.wire import OptionType
from db.readonly import ReadOnlyFile

MASK = "•••"

Json = object
"""A JSON value; a narrower type would have to be asked for at every level."""

MOST_WORDS = 500
"""How many words of a text are looked up; a longer text is not shown."""

_SPAN = re.compile(r"```.*?```|``.+?``|`[^`\n]*`", re.DOTALL)
_SEPARATOR = re.compile(r"\s+|\*\*|[|·,;<>\"“”()=]")
_PART = re.compile(r"\n| · |\*\*|\|")
_ADDRESS = re.compile(r"\b\w+://\S+")
_ESCAPE = re.compile(r"\\([^\w\s])")

_AS_IT_IS = frozenset(
    {
        *("id", "type", "custom_id", "locale", "guild_locale", "preferred_locale", "event"),
        *("permissions", "app_permissions", "default_member_permissions", "allow", "deny"),
        *("username", "discriminator", "content_type", "filename", "joined_at", "timestamp"),
        *("status", "os", "browser", "device", "trigger"),
    }
)
_TEXTS = frozenset(
    {"content", "title", "description", "label", "placeholder", "topic", "text", "name"}
    | {"global_name", "nick", "reason", "message"}
)
_LIKE_IDS = ("_id", "_ids", "_at", "_time", "_timestamp")

_OPTIONS = frozenset(
    {
        *("reward", "workflow", "goal", "kind", "name", "zone", "mode", "period", "counts"),
        *("means", "channel", "member", "role", "action", "language", "plan", "tier"),
    }
)
"""Options of commands whose values are shown: names of things, never codes."""

_IDS = {OptionType.USER, OptionType.CHANNEL, OptionType.ROLE, OptionType.MENTIONABLE}

Known = Callable[[Collection[str]], set[str]]
"""Returns which of these words are codes or secrets."""


class Masker:
    """Masks texts and JSON; `known` tells codes from other words."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def text(self, text: str) -> str:
        """Return a text without codes."""
        text = _SPAN.sub(_hide_span, text)
        words = set(_candidates(text))
        if len(words) > MOST_WORDS:
            return MASK
        for secret in sorted(self._known(words), key=len, reverse=True):
            text = text.replace(secret, MASK)
        return text

    def json(self, value: Json, key: str = "") -> Json:
        """Return a JSON value of the wire, with texts only where the field is one of those shown.

        `key` is the field that has the value.
        """
        if isinstance(value, dict):
            return {str(name): self._field(value, str(name)) for name in value}
        if isinstance(value, list):
            return [self.json(inner, key) for inner in value]
        if not isinstance(value, str):
            return value
        if key in _TEXTS:
            return self.text(value)
        return value if key in _AS_IT_IS or key.endswith(_LIKE_IDS) else MASK

    def _field(self, whole: dict[object, Json], name: str) -> Json:
        value = whole[name]
        if name != "value":
            return self.json(value, name)
        if whole.get("type") in _IDS:
            return value
        return self.everything(value) if whole.get("name") in _OPTIONS else self.json(value)

    def everything(self, value: Json) -> Json:
        """Return a JSON value with every text, but without codes: of a column that is shown."""
        if isinstance(value, dict):
            return {str(name): self.everything(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.everything(inner) for inner in value]
        if not isinstance(value, str):
            return value
        return _ADDRESS.sub(MASK, self.text(value))  # an address may have a password in it


def _hide_span(found: re.Match[str]) -> str:
    """Hide a code span; a command that somebody is told to type is none."""
    marks = found[0][: len(found[0]) - len(found[0].lstrip("`"))]
    inner = found[0].strip("`")
    return found[0] if inner.startswith("/") else f"{marks}{MASK}{marks}"


def _candidates(text: str) -> Iterator[str]:
    """Return what could be a code in a text: its words, and what stands between separators."""
    for separator in (_SEPARATOR, _PART):
        for word in separator.split(text):
            whole = word.strip()
            yield from filter(None, {whole, whole.strip(".:!?")})


def lookup(file: ReadOnlyFile) -> Known:
    """Return a function that looks words up in all columns that hold codes."""

    def known(words: Collection[str]) -> set[str]:
        spelled: dict[str, set[str]] = {}
        for word in words:
            for spelling in _spellings(word):
                spelled.setdefault(spelling, set()).add(word)
        found: set[str] = set()
        if not spelled:
            return found
        places = ", ".join("?" * len(spelled))
        for table, column in CODES:
            rows = file.rows(
                f'SELECT "{column}" FROM "{table}" WHERE'  # noqa: S608  # names of our own
                f' community_id IN (SELECT id FROM community) AND "{column}" IN ({places})',
                *spelled,
            )
            for (value,) in rows:
                found |= spelled[value]
        return found

    return known


def _spellings(word: str) -> Iterable[str]:
    """Return how the database may spell what a text shows: without its escapes, its groups."""
    plain = _ESCAPE.sub(r"\1", word)
    return {word, plain, plain.replace("-", "")}
