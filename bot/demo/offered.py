"""The commands that Discord offers somebody, as its list does when they type a slash."""

from dataclasses import dataclass

from bot.localdiscord.model.member import Member
from bot.localdiscord.wire import CommandType, Json, OptionType


@dataclass(frozen=True)
class Command:
    """One command: how it is typed, what it says of itself, and its options."""

    path: str
    about: str
    options: tuple[Json, ...]

    @property
    def shape(self) -> str:
        """How it is typed, with what may be left out in brackets."""
        words = [f"/{self.path}"]
        for option in self.options:
            typed = f"{option['name']}:…"
            words.append(typed if option.get("required") else f"[{typed}]")
        return " ".join(words)

    def shown(self, name: str, value: object) -> str:
        """Return what stands for an option once it is given: a choice by its name."""
        spec = next((option for option in self.options if option["name"] == name), {})
        for choice in spec.get("choices") or ():
            if choice["value"] == value:
                return str(choice["name"])
        return str(getattr(value, "name", value))

    def missing(self, given: dict[str, str]) -> list[str]:
        """Return the options that are needed and were not given."""
        needed = [option["name"] for option in self.options if option.get("required")]
        return [name for name in needed if name not in given]


def commands_of(member: Member) -> dict[str, Command]:
    """Return the commands that a member has, by what is typed."""
    found: dict[str, Command] = {}
    for command in member.visible_commands:
        if command["type"] == CommandType.CHAT:
            _walk(command, command["name"], member.locale, found)
    return dict(sorted(found.items()))


def entries_of(member: Member) -> list[str]:
    """Return the entries of the Apps menu that a member has on other members."""
    return [
        command["name"]
        for command in member.visible_commands
        if command["type"] == CommandType.USER_MENU
    ]


def about(described: Json, locale: str) -> str:
    """Return what a command or an option says of itself, in somebody's language."""
    translated = described.get("description_localizations") or {}
    return str(translated.get(locale) or described.get("description") or "")


def _walk(command: Json, path: str, locale: str, found: dict[str, Command]) -> None:
    options: list[Json] = command.get("options") or []
    inner = [o for o in options if o["type"] in (OptionType.SUBCOMMAND, OptionType.GROUP)]
    for option in inner:
        _walk(option, f"{path} {option['name']}", locale, found)
    if not inner:
        found[path] = Command(path, about(command, locale), tuple(options))
