"""The commands that Discord's app lists for a member when they type a slash."""

from dataclasses import dataclass

from bot.localdiscord.model.member import Member
from bot.localdiscord.wire import CommandType, Json, OptionType


@dataclass(frozen=True)
class Command:
    """A chat command: its path, its description and its options."""

    path: str
    description: str
    options: tuple[Json, ...]

    @property
    def usage(self) -> str:
        """How it is typed, with optional options in brackets."""
        words = [f"/{self.path}"]
        for option in self.options:
            typed = f"{option['name']}:…"
            words.append(typed if option.get("required") else f"[{typed}]")
        return " ".join(words)

    def shown(self, name: str, value: object) -> str:
        """Return the value of an option as the app shows it: a choice by its name."""
        spec = next((option for option in self.options if option["name"] == name), {})
        for choice in spec.get("choices") or ():
            if choice["value"] == value:
                return str(choice["name"])
        return str(getattr(value, "name", value))

    def missing(self, options: dict[str, str]) -> list[str]:
        """Return the required options that were not given."""
        needed = [option["name"] for option in self.options if option.get("required")]
        return [name for name in needed if name not in options]


def chat_commands(member: Member) -> dict[str, Command]:
    """Return the chat commands that a member sees, by path."""
    found: dict[str, Command] = {}
    for command in member.visible_commands:
        if command["type"] == CommandType.CHAT:
            _collect(command, command["name"], member.locale, found)
    return dict(sorted(found.items()))


def user_menu_entries(member: Member) -> list[str]:
    """Return the user commands that a member sees, from the Apps menu."""
    return [
        command["name"]
        for command in member.visible_commands
        if command["type"] == CommandType.USER_MENU
    ]


def description(described: Json, locale: str) -> str:
    """Return the description of a command or option in a locale."""
    translated = described.get("description_localizations") or {}
    return str(translated.get(locale) or described.get("description") or "")


def _collect(command: Json, path: str, locale: str, found: dict[str, Command]) -> None:
    options: list[Json] = command.get("options") or []
    inner = [o for o in options if o["type"] in (OptionType.SUBCOMMAND, OptionType.GROUP)]
    for option in inner:
        _collect(option, f"{path} {option['name']}", locale, found)
    if not inner:
        found[path] = Command(path, description(command, locale), tuple(options))
