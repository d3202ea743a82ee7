"""Cards: messages made of Components V2, and the pieces that they are built from.

A card holds no state and is never kept in memory: whatever is pressed on it finds its way by its
id (see `bot/ui/core/actions.py`), today as after a restart.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import discord
from discord.ui import (
    ActionRow,
    Container,
    Item,
    LayoutView,
    MediaGallery,
    Section,
    Separator,
    TextDisplay,
    Thumbnail,
)
from discord.utils import format_dt

from bot.markup import escape as escape
from bot.services.actors import OPERATOR
from bot.services.rewards.eligibility import Sale
from bot.texts import t

PLAIN = discord.Colour(0x5865F2)
GOOD = discord.Colour(0x3A7D44)
CAREFUL = discord.Colour(0xD9822B)
BAD = discord.Colour(0xB3261E)

TEXT_LENGTH = 4000
"""Characters of all texts of one card together: "Component Reference", Text Display."""

ABOUT_LENGTH = 1024
"""Characters that say what is on a picture: "Component Reference", Media Gallery Item."""

Part = str | Item[Any] | Sequence[Item[Any]]
"""What a card is built from: a text, a component, or a row of buttons."""


class Card(LayoutView):
    """A message in a coloured frame."""

    def __init__(
        self,
        *parts: Part | None,
        colour: discord.Colour = PLAIN,
        files: Iterable[discord.File] = (),
    ) -> None:
        super().__init__(timeout=None)
        self.files = list(files)
        self.frame: Container[Any] = Container(accent_colour=colour)
        self.add_item(self.frame)
        for part in parts:
            if part:
                self.add(part)
        self.stop()  # so that discord.py does not keep it

    def add(self, part: Part) -> None:
        """Put another part at the end."""
        if isinstance(part, str):
            self.frame.add_item(TextDisplay(part))
        elif isinstance(part, Item):
            self.frame.add_item(part)
        else:
            self.frame.add_item(ActionRow(*part))


def note(text: str, *, colour: discord.Colour = PLAIN) -> Card:
    """Return a card that only says something."""
    return Card(shorten(text, TEXT_LENGTH), colour=colour)


def settings_card(language: str, *parts: Part | None, saved: bool) -> Card:
    """Return the card of a setting, which says first that something was saved."""
    done = t(language, "settings-admin-saved") if saved else None
    return Card(done, *parts, colour=GOOD if saved else PLAIN)


def title(text: str) -> str:
    """Return a heading."""
    return f"## {text}"


def small(text: str) -> str:
    """Return a remark in small print."""
    return "\n".join(f"-# {line}" for line in text.splitlines())


def line() -> Separator[Any]:
    """Return a line between two parts."""
    return Separator()


def with_picture(text: str, url: str) -> Section[Any]:
    """Return a text with a small picture beside it; `url` as from `uploads.attach`."""
    return Section(TextDisplay(text), accessory=Thumbnail(url))


def with_button(text: str, button: discord.ui.Button[Any]) -> Section[Any]:
    """Return a text with a button beside it."""
    return Section(TextDisplay(text), accessory=button)


def picture(url: str, about: str | None = None) -> MediaGallery[Any]:
    """Return a large picture; `url` as from `uploads.attach`, `about` says what is on it."""
    described = about and shorten(about, ABOUT_LENGTH)
    return MediaGallery(discord.MediaGalleryItem(url, description=described))


def shorten(text: str, most: int) -> str:
    """Return a text of at most so many characters; an ellipsis stands for the rest."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def code_block(value: str) -> str:
    """Return a code so that it can be copied as it is."""
    # A block that holds the mark of its own end would break.
    return escape(value) if "```" in value else f"```\n{value}\n```"


def sentence(text: str) -> str:
    """Return a remark so that it can stand alone: with a capital letter."""
    return text[:1].upper() + text[1:]


def actor(locale: str, member_id: int | None) -> str:
    """Return who did something: a member, whoever sits at the machine, or (None) Laurel itself."""
    if member_id is None:
        return t(locale, "ui-laurel")
    return t(locale, "ui-operator") if member_id == OPERATOR else f"<@{member_id}>"


def points(locale: str, amount: int, currency: str | None) -> str:
    """Return an amount in what the community calls its points: `40 points`."""
    return t(locale, "ui-points", amount=amount, currency=currency)


def price(
    locale: str, amount: int, sale: Sale | None, currency: str | None, *, dated: bool = False
) -> str:
    """Return what something costs; in a sale with what it costs else, and until when.

    `dated`: it is read long after, so a countdown alone would not do.
    """
    if sale is None:
        return points(locale, amount, currency)
    return t(
        locale,
        "ui-sale",
        price=amount,
        instead_of=sale.instead_of,
        until=date_and_countdown(sale.until) if dated else format_dt(sale.until, "R"),
        currency=currency,
    )


def date_and_countdown(moment: datetime) -> str:
    """Return a moment so that it is still understood when it is long past."""
    return f"{format_dt(moment, 'F')} ({format_dt(moment, 'R')})"


def left(locale: str, units: int | None) -> str:
    """Return how many units are left; None is without limit."""
    return t(locale, "ui-unlimited") if units is None else t(locale, "ui-left", units=units)


def until(locale: str, day: date | None) -> str:
    """Return until when something is good; None is for good."""
    return t(locale, "ui-no-expiry") if day is None else t(locale, "ui-good-until", day=day)
