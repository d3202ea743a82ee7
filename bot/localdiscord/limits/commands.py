"""Limits of application commands, and of the choices of autocomplete.

Page Application Commands: 100 chat commands and 15 of each menu (Registering a Command); names 1 to
32, descriptions 1 to 100, 25 options (Application Command Structure); 25 choices, their names and
texts 100, texts up to 6,000, numbers up to 2^53 (Application Command Option Structure); 8,000
characters in all (Slash Commands). Page API Reference: the locales.
"""

import unicodedata
from collections.abc import Sequence

from bot.localdiscord.errors import Problem
from bot.localdiscord.limits.fields import (
    choices,
    count_problems,
    duplicates,
    range_problems,
    text_problems,
)
from bot.localdiscord.wire import CommandType, Json, OptionType

LOCALES = frozenset(
    {"id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl"}
    | {"no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi"}
    | {"th", "zh-CN", "ja", "zh-TW", "ko"}
)
MOST_OF_TYPE = {CommandType.CHAT: 100, CommandType.USER_MENU: 15, CommandType.MESSAGE_MENU: 15}
MOST_CHARACTERS = 8000
NESTING = {OptionType.SUBCOMMAND, OptionType.GROUP}
TYPED = {OptionType.STRING, OptionType.INTEGER, OptionType.NUMBER}


def set_problems(commands: Sequence[Json]) -> list[Problem]:
    """Check all commands of a scope."""
    problems: list[Problem] = []
    for index, command in enumerate(commands):
        problems += command_problems(command, f"{index}.")
    for kind, most in MOST_OF_TYPE.items():
        if sum(_type(command) == kind for command in commands) > most:
            message = f"Maximum number of application commands reached ({most})"
            problems.append(Problem("", "APPLICATION_COMMANDS_TOO_MANY", message))
    for index in sorted(duplicates([(c.get("name"), _type(c)) for c in commands])):
        message = "Application command names must be unique"
        problems.append(Problem(str(index), "APPLICATION_COMMANDS_DUPLICATE_NAME", message))
    return problems


def _type(command: Json) -> int:
    return int(command.get("type") or CommandType.CHAT)


def command_problems(command: Json, path: str = "") -> list[Problem]:
    """Check one command."""
    kind = _type(command)
    if kind not in MOST_OF_TYPE:
        return [choices(f"{path}type", {1, 2, 3})]
    problems = _context_problems(command, path)
    if kind != CommandType.CHAT:
        problems += text_problems(command, "name", path, least=1, most=32, needed=True)
        problems += _translation_problems(command, "name", path, most=32)
        for key in ("description", "options"):
            if command.get(key):
                code = "APPLICATION_COMMAND_CONTEXT_MENU_FIELD"
                message = f"Context menu commands cannot have {key}"
                problems.append(Problem(f"{path}{key}", code, message))
        return problems
    problems += _named_problems(command, path)
    problems += _options_problems(command.get("options") or [], f"{path}options", depth=0)
    if _characters(command) > MOST_CHARACTERS:
        message = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        problems.append(Problem(path.rstrip("."), "APPLICATION_COMMAND_TOO_LARGE", message))
    return problems


def _context_problems(command: Json, path: str) -> list[Problem]:
    """Check the contexts and the integration types of a command.

    https://docs.discord.com/developers/interactions/application-commands#contexts
    """
    problems = []
    for key, known in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        values = command.get(key) or []
        problems += [
            choices(f"{path}{key}.{index}", known)
            for index, value in enumerate(values)
            if value not in known
        ]
        if duplicates(values):
            message = "The set already contains this value"
            problems.append(Problem(f"{path}{key}", "SET_TYPE_ALREADY_CONTAINS_VALUE", message))
    return problems


def _translation_problems(item: Json, key: str, path: str, *, most: int) -> list[Problem]:
    problems: list[Problem] = []
    translations = item.get(f"{key}_localizations") or {}
    for locale in translations:
        item_path = f"{path}{key}_localizations."
        problems += _locale_problems(locale, item_path.rstrip("."))
        problems += text_problems(translations, locale, item_path, least=1, most=most, needed=True)
    return problems


def _same_translation_problems(options: Sequence[Json], path: str) -> list[Problem]:
    """Check that no two options have the same name in a language.

    https://docs.discord.com/developers/interactions/application-commands#localization
    """
    problems = []
    for index, option in enumerate(options):
        others = [other for other in options if other is not option]
        for locale, name in (option.get("name_localizations") or {}).items():
            taken = {other.get("name") for other in others}
            taken |= {(other.get("name_localizations") or {}).get(locale) for other in others}
            if name in taken:
                item_path = f"{path}.{index}.name_localizations.{locale}"
                message = "Option name must be unique"
                code = "APPLICATION_COMMAND_OPTIONS_NAME_INVALID"
                problems.append(Problem(item_path, code, message))
    return problems


def _named_problems(item: Json, path: str) -> list[Problem]:
    """Check name and description of a command or option, in every language."""
    problems = _name_problems(item.get("name"), f"{path}name")
    problems += text_problems(item, "description", path, least=1, most=100, needed=True)
    for locale, name in (item.get("name_localizations") or {}).items():
        problems += _locale_problems(locale, f"{path}name_localizations")
        problems += _name_problems(name, f"{path}name_localizations.{locale}")
    return problems + _translation_problems(item, "description", path, most=100)


def _locale_problems(locale: str, path: str) -> list[Problem]:
    return [] if locale in LOCALES else [choices(path, LOCALES)]


def _name_problems(name: object, path: str) -> list[Problem]:
    problems = text_problems({"": name}, "", path, least=1, most=32, needed=True)
    if isinstance(name, str) and (name != name.lower() or not all(map(_is_name_character, name))):
        message = "Command name is invalid"
        problems.append(Problem(path, "APPLICATION_COMMAND_INVALID_NAME", message))
    return problems


def _is_name_character(character: str) -> bool:
    r"""Whether a character matches [-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]."""
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return unicodedata.name(character, "").startswith(("DEVANAGARI", "THAI"))


def _options_problems(options: Sequence[Json], path: str, *, depth: int) -> list[Problem]:
    problems = count_problems(options, path, most=25)
    optional_seen = False
    for index, option in enumerate(options):
        item_path = f"{path}.{index}."
        problems += _option_problems(option, item_path, depth=depth)
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            problems.append(Problem(item_path.rstrip("."), code, message))
        optional_seen = optional_seen or not option.get("required")
    for index in sorted(duplicates([option.get("name") for option in options])):
        message = "Option name must be unique"
        problems.append(
            Problem(f"{path}.{index}", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message)
        )
    problems += _same_translation_problems(options, path)
    nested = [option.get("type") in NESTING for option in options]
    if any(nested) and not all(nested):
        message = "Sub-command and sub-command group option types are mutually exclusive to others"
        problems.append(Problem(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message))
    return problems


def _option_problems(option: Json, path: str, *, depth: int) -> list[Problem]:
    problems = _named_problems(option, path)
    kind = option.get("type")
    if kind not in set(OptionType) or (kind in NESTING and depth + (kind == OptionType.GROUP) > 1):
        return [*problems, choices(f"{path}type", set(range(1, 12)))]
    if kind in NESTING:
        inside = option.get("options") or []
        problems += _options_problems(inside, f"{path}options", depth=depth + 1)
        if kind == OptionType.GROUP and any(o.get("type") != 1 for o in inside):
            problems.append(choices(f"{path}options", {1}))
        return problems
    offered = option.get("choices") or []
    problems += count_problems(offered, f"{path}choices", most=25)
    problems += _choice_list_problems(offered, f"{path}choices", int(kind))
    for index in sorted(duplicates([choice.get("name") for choice in offered])):
        message = "Choice names must be unique"
        code = "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS"
        problems.append(Problem(f"{path}choices.{index}", code, message))
    if option.get("autocomplete") and (offered or kind not in TYPED):
        message = "autocomplete needs a typed option without choices"
        code = "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID"
        problems.append(Problem(f"{path}autocomplete", code, message))
    problems += range_problems(option, "min_length", path, least=0, most=6000)
    problems += range_problems(option, "max_length", path, least=1, most=6000)
    for key in ("min_value", "max_value"):
        problems += range_problems(option, key, path, least=-(2**53), most=2**53)
    return problems


def _choice_list_problems(offered: Sequence[Json], path: str, kind: int) -> list[Problem]:
    problems: list[Problem] = []
    for index, choice in enumerate(offered):
        item_path = f"{path}.{index}."
        problems += text_problems(choice, "name", item_path, least=1, most=100, needed=True)
        problems += _translation_problems(choice, "name", item_path, most=100)
        value = choice.get("value")
        if kind == OptionType.STRING:
            problems += text_problems(choice, "value", item_path, least=1, most=100, needed=True)
        elif isinstance(value, bool) or not isinstance(
            value, int if kind == OptionType.INTEGER else int | float
        ):
            message = f"Value {value!r} is not of the option's type"
            problems.append(Problem(f"{item_path}value", "NUMBER_TYPE_COERCE", message))
        elif abs(value) > 2**53:
            problems += range_problems(choice, "value", item_path, least=-(2**53), most=2**53)
    return problems


def choice_problems(data: Json, kind: int) -> list[Problem]:
    """Check the choices of autocomplete."""
    offered = data.get("choices") or []
    problems = count_problems(offered, "data.choices", most=25)
    return problems + _choice_list_problems(offered, "data.choices", kind)


def _characters(item: Json) -> int:
    """Count what Discord counts: the longest translation of names and descriptions, and values."""
    total = 0
    for key in ("name", "description"):
        translations = (item.get(f"{key}_localizations") or {}).values()
        total += max(len(text or "") for text in (item.get(key), *translations))
    value = item.get("value")
    total += len(value) if isinstance(value, str) else 0
    for key in ("options", "choices"):
        total += sum(_characters(inner) for inner in item.get(key) or ())
    return total
