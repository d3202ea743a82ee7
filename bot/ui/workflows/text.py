"""Workflows in words: a part as a phrase, and all parts as one sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import discord

from bot.markup import unescaped
from bot.services.errors import InvalidFormError, InvalidInputError
from bot.services.workflows import part_fields
from bot.services.workflows.draft_tree import Data
from bot.services.workflows.part_fields import Setting
from bot.services.workflows.parts import PartKind
from bot.texts import ENGLISH, messages, t
from bot.ui.core.base import Interaction, currency, locale
from bot.ui.core.cards import escape, shorten
from bot.ui.core.errors import explain

QUOTED = 80
"""Characters of a text that a phrase quotes."""

LISTED = 1_200
"""Characters of phrases in a row."""

_WHOLE = ("trigger", "conditions", "steps")
"""What a definition consists of."""

_UNITS = {"d": "workflow-days", "h": "workflow-hours", "m": "workflow-minutes"}

NAMED = 100
"""Characters of a name in a phrase."""

_BEGINS, _ENDS = "\ue000", "\ue001"
"""Marks around what people wrote, to keep it apart from our own words."""


@dataclass(frozen=True)
class Describer:
    """Puts parts into words. `names` are those of the rewards and goals that they name."""

    language: str
    names: Mapping[int, str]
    currency: str | None
    guild: discord.Guild | None
    plain: bool = False  # for where Discord shows neither marks nor mentions
    for_members: bool = False  # what is managers' own, such as an address, is left out

    def name(self, kind: PartKind, key: str) -> str:
        """Return what a part is called in a list."""
        return t(self.language, f"workflow-name-{kind}-{key}")

    def phrase(self, kind: PartKind, part: Data) -> str:
        """Return a part as a piece of a sentence."""
        key = str(part.get("type"))
        known = part_fields.part_of(kind, key)
        if known is None:
            return t(self.language, "workflow-unknown-part", name=self._written(key, 60))
        if known.private and self.for_members:
            return self.name(kind, key)
        values = {
            setting.name: self._value(key, setting, part.get(setting.name))
            for setting in part_fields.settings_of(known)
        }
        phrase = t(self.language, f"workflow-{kind}-{key}", **values | {"currency": self.currency})
        if part.get("go_on"):
            return t(self.language, "workflow-goes-on", step=phrase)
        return phrase

    def label(self, kind: PartKind, part: Data) -> str:
        """Return a part for a list of Discord's, where neither marks nor mentions show."""
        phrase = replace(self, plain=True).phrase(kind, part)
        # Every other piece is what people wrote; the marks in the rest are ours.
        pieces = enumerate(re.split(f"[{_BEGINS}{_ENDS}]", phrase))
        return "".join(piece if at % 2 else _unmarked(piece) for at, piece in pieces)

    def sentence(self, definition: Data) -> str:
        """Return what a workflow does, as one sentence; what is missing shows as such."""
        trigger, conditions = definition.get("trigger"), definition.get("conditions")
        when = self.phrase("trigger", trigger) if trigger else self._blank()
        steps = [self.phrase("step", step) for step in definition.get("steps") or ()]
        then = self.listed(steps, "and") if steps else self._blank()
        if not conditions:
            said = t(self.language, "workflow-sentence", when=when, then=then)
        else:
            held = self.listed([self.phrase("condition", one) for one in conditions], "and")
            said = t(self.language, "workflow-sentence-if", when=when, held=held, then=then)
        return re.sub(rf"({self._blank()}\**)\.$", r"\1", said)  # three dots end it already

    def listed(self, phrases: Sequence[str], last: str) -> str:
        """Return phrases in a row, the last two joined by *and* or *or*."""
        if len(phrases) < 2:
            return "".join(phrases)
        joined = f"{', '.join(phrases[:-1])} {t(self.language, f'workflow-{last}')} {phrases[-1]}"
        return shorten(joined, LISTED)

    def duration(self, written: str) -> str:
        """Return a duration in words: `2 days and 12 hours` for `2d 12h`."""
        parts = [
            t(self.language, _UNITS[part[-1]], count=int(part[:-1])) for part in written.split()
        ]
        return self.listed(parts, "and")

    def readable(self, invalid: InvalidInputError) -> InvalidInputError:
        """Return an error that tells its place in words."""
        if "path" not in invalid.params:
            return invalid
        params = invalid.params | {"path": self.place(str(invalid.params["path"]))}
        return InvalidInputError(invalid.field, invalid.message, **params)

    def place(self, path: str) -> str:
        """Return a place in words: `Step 2 · Points` for `steps.1.points`."""
        names: list[str] = []
        for name in path.split("."):
            if name.isdecimal() and names:
                names[-1] = t(self.language, f"workflow-place-{names[-1]}", number=int(name) + 1)
            else:
                names.append(name)
        if names[0] in _WHOLE:
            names[0] = t(self.language, f"workflow-whole-{names[0]}")
        return " · ".join(self._field(name) for name in names if name != "condition")

    def _field(self, name: str) -> str:
        label = f"workflow-field-{name}"
        return t(self.language, label) if label in messages(ENGLISH) else name

    def _blank(self) -> str:
        return t(self.language, "workflow-blank")

    def _value(self, key: str, setting: Setting, value: object) -> object:
        """Return a setting as a phrase takes it."""
        if value is None:
            return self._blank() if setting.required else "none"
        match setting.kind:
            case "role" | "channel":
                return self._mention(setting.kind, int(str(value)))
            case "reward" | "goal":
                return self._written(self.names.get(int(str(value)), "") or self._blank(), NAMED)
            case "duration":
                return self.duration(str(value))
            case "number":
                return int(str(value))
            case "choice":
                return t(self.language, f"workflow-choice-{value}")
            case "yes":
                return "yes" if value else "no"
            case "parts":
                inner = cast(list[Data], value if isinstance(value, list) else [value])
                phrases = [self.phrase("condition", one) for one in inner]
                return self.listed(phrases, "and" if key == "all_of" else "or") or self._blank()
            case _:
                return self._written(" ".join(str(value).split()), QUOTED)

    def _written(self, text: str, most: int) -> str:
        """Return what people wrote so that it shows as they wrote it."""
        return f"{_BEGINS}{shorten(text, most)}{_ENDS}" if self.plain else escape(text, most)

    def _mention(self, kind: str, ident: int) -> str:
        # As a mention it has two signs. The oldest servers have a channel with their id as well.
        if kind == "role" and self.guild is not None and ident == self.guild.id:
            return self._written("@everyone", NAMED)
        sign = "@&" if kind == "role" else "#"
        if not self.plain:
            return f"<{sign}{ident}>"
        there: discord.Role | discord.abc.GuildChannel | discord.Thread | None = None
        if self.guild is not None:
            by_id = self.guild.get_role if kind == "role" else self.guild.get_channel_or_thread
            there = by_id(ident)
        return self._written(f"{sign[0]}{there.name if there else ident}", NAMED)


def _unmarked(piece: str) -> str:
    """Return words of ours without their marks; what people call their points keeps its own."""
    return unescaped(re.sub(r"(?<!\\)\*", "", piece))


async def describer_for(interaction: Interaction, names: Mapping[int, str]) -> Describer:
    """Return what puts parts into the words of who asks."""
    called = await currency(interaction)
    return Describer(locale(interaction), names, called, interaction.guild)


async def explain_places(interaction: Interaction, error: InvalidFormError) -> str:
    """Return what is wrong with a workflow, with the places in words."""
    describer = await describer_for(interaction, {})
    return await explain(interaction, InvalidFormError(list(map(describer.readable, error.errors))))
