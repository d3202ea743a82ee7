"""What stands for a name where there is no image: its emoji, or its initials."""

import unicodedata

from bot.pictures import clusters

_TWO = ("LATIN", "GREEK", "CYRILLIC")  # scripts in which two initials are usual
_SHORT = 3  # letters of a word that is shown whole, as "1st" or "30"


def emoji(name: str) -> str | None:
    """Return the first emoji of a name."""
    letters = clusters.split(clusters.clean(name))
    return next((letter for letter in letters if _is_picture(letter)), None)


def label(name: str) -> str:
    """Return a name without the emoji at its end that is shown in its place anyway."""
    letters = clusters.split(clusters.clean(name))
    shown = emoji(name)
    kept = [letter for letter in letters if letter != shown]
    if shown is None or len(letters) - len(kept) != 1 or shown not in {letters[0], letters[-1]}:
        return name
    return "".join(kept).strip() or name


def initials(name: str) -> str:
    """Return one or two letters for a name, or its first emoji, or a star."""
    words = [word for word in clusters.clean(name).split() if word[0].isalnum()]
    if not words:
        return emoji(name) or _first_letter(name) or "★"
    if words[0][0].isdigit():
        return words[0][:_SHORT]
    first = clusters.split(words[0])[0]
    second = clusters.split(words[-1])[0] if len(words) > 1 else ""
    if not all(unicodedata.name(c[0], "").startswith(_TWO) for c in (first, second) if c):
        second = ""
    return (first + second).upper()


def _is_picture(letter: str) -> bool:
    return clusters.is_emoji(letter) and ord(letter[0]) > 0x2000


def _first_letter(name: str) -> str:
    return next((c for c in clusters.clean(name) if c.isalnum()), "")
