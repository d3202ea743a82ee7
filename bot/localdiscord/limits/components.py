"""Limits of the components of messages, and of the controls that modals share with them.

Page Component Reference: 40 components in all, custom_id 1 to 100 and unique; an action row's 5
buttons or one select, 5 rows without Components V2; a button's label 80 and URL 512; a select's 25
options, their texts 100, placeholder 150; a section's 1 to 3 texts; a gallery's 1 to 10 items,
descriptions 1,024. Discord's OpenAPI description: a text display's 4,000. Only observed: the 4,000
characters of all text displays together.
"""

from collections.abc import Sequence

from bot.localdiscord import components as parts
from bot.localdiscord.errors import Problem
from bot.localdiscord.limits.fields import (
    choices,
    count_problems,
    duplicates,
    range_problems,
    required,
    text_problems,
)
from bot.localdiscord.wire import LINK_BUTTON, PREMIUM_BUTTON, SELECTS, ComponentType, Json

BUTTON, ROW, SECTION = ComponentType.BUTTON, ComponentType.ROW, ComponentType.SECTION
CONTAINED = {
    ROW,
    SECTION,
    ComponentType.TEXT,
    ComponentType.GALLERY,
    ComponentType.FILE,
    ComponentType.SEPARATOR,
}
TOP_LEVEL_V2 = CONTAINED | {ComponentType.CONTAINER}
MOST_ROWS, MOST_COMPONENTS, MOST_TEXT = 5, 40, 4000


def component_problems(components: Sequence[Json], path: str, *, v2: bool) -> list[Problem]:
    """Check the components of a message."""
    problems: list[Problem] = []
    allowed = TOP_LEVEL_V2 if v2 else {ROW}
    for index, component in enumerate(components):
        problems += _component_problems(component, f"{path}.{index}", allowed)
    if v2:
        nested = list(parts.walk(components))
        problems += count_problems(nested, path, most=MOST_COMPONENTS)
        length = sum(len(text) for text in parts.texts(components))
        if length > MOST_TEXT:
            message = f"The total displayable text must be {MOST_TEXT} or fewer in length."
            problems.append(Problem(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message))
    else:
        problems += count_problems(components, path, most=MOST_ROWS)
    return problems + unique_problems(components, path)


def unique_problems(components: Sequence[Json], path: str) -> list[Problem]:
    """Check that no custom_id and no id is used twice."""
    problems = []
    nested = list(parts.walk(components))
    custom_ids = [part["custom_id"] for part in nested if part.get("custom_id")]
    if duplicates(custom_ids):
        message = "Component custom id cannot be duplicated"
        problems.append(Problem(path, "COMPONENT_CUSTOM_ID_DUPLICATED", message))
    if duplicates([part["id"] for part in nested if part.get("id")]):
        problems.append(
            Problem(path, "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
        )
    return problems


def _component_problems(component: Json, path: str, allowed: set[ComponentType]) -> list[Problem]:
    if component.get("type") not in allowed:
        return [choices(f"{path}.type", {int(kind) for kind in allowed})]
    kind = ComponentType(component["type"])
    if kind is ROW:
        return _row(component, path)
    if kind is SECTION:
        return _section(component, path)
    if kind is ComponentType.TEXT:
        return text_problems(component, "content", f"{path}.", least=1, most=4000, needed=True)
    if kind is ComponentType.CONTAINER:
        return _container(component, path)
    return _media(kind, component, path)


def _row(row: Json, path: str) -> list[Problem]:
    inside = row.get("components") or []
    kinds = {part.get("type") for part in inside}
    path = f"{path}.components"
    if kinds & SELECTS:
        problems = count_problems(inside, path, least=1, most=1)
    else:
        problems = count_problems(inside, path, least=1, most=5)
    for index, part in enumerate(inside):
        if part.get("type") == BUTTON:
            problems += button_problems(part, f"{path}.{index}.")
        elif part.get("type") in SELECTS:
            problems += select_problems(part, f"{path}.{index}.")
        else:
            problems.append(choices(f"{path}.{index}.type", {int(BUTTON), *SELECTS}))
    return problems


def _section(section: Json, path: str) -> list[Problem]:
    inside = section.get("components") or []
    problems = count_problems(inside, f"{path}.components", least=1, most=3)
    for index, part in enumerate(inside):
        problems += _component_problems(part, f"{path}.components.{index}", {ComponentType.TEXT})
    accessory = section.get("accessory")
    if not isinstance(accessory, dict):
        return [*problems, required(f"{path}.accessory")]
    if accessory.get("type") == BUTTON:
        return problems + button_problems(accessory, f"{path}.accessory.")
    return problems + _component_problems(accessory, f"{path}.accessory", {ComponentType.THUMBNAIL})


def _container(container: Json, path: str) -> list[Problem]:
    inside = container.get("components") or []
    problems = count_problems(inside, f"{path}.components", least=1, most=MOST_COMPONENTS)
    for index, part in enumerate(inside):
        problems += _component_problems(part, f"{path}.components.{index}", CONTAINED)
    return problems + range_problems(container, "accent_color", f"{path}.", least=0, most=0xFFFFFF)


def _media(kind: ComponentType, component: Json, path: str) -> list[Problem]:
    problems: list[Problem] = []
    if kind is ComponentType.GALLERY:
        items = component.get("items") or []
        problems += count_problems(items, f"{path}.items", least=1, most=10)
        for index, item in enumerate(items):
            item_path = f"{path}.items.{index}."
            problems += text_problems(item, "description", item_path, most=1024)
            problems += _address(item.get("media"), f"{item_path}media")
    elif kind is ComponentType.THUMBNAIL:
        problems += text_problems(component, "description", f"{path}.", most=1024)
        problems += _address(component.get("media"), f"{path}.media")
    elif kind is ComponentType.FILE:
        url = str((component.get("file") or {}).get("url") or "")
        problems += _address(component.get("file"), f"{path}.file")
        if url.startswith("http"):
            # https://docs.discord.com/developers/components/reference#file
            message = "Only attachment://<filename> references are supported."
            problems.append(Problem(f"{path}.file.url", "URL_TYPE_INVALID_SCHEME", message))
    return problems


def _address(media: Json | None, path: str) -> list[Problem]:
    url = (media or {}).get("url")
    if not url:
        return [required(f"{path}.url")]
    if not str(url).startswith(("http://", "https://", "attachment://")):
        message = "Scheme must be one of ('http', 'https', 'attachment')."
        return [Problem(f"{path}.url", "URL_TYPE_INVALID_SCHEME", message)]
    return []


def custom_id_problems(control: Json, path: str) -> list[Problem]:
    """Check that a control has a custom_id, and its length."""
    return text_problems(control, "custom_id", path, least=1, most=100, needed=True)


def button_problems(button: Json, path: str) -> list[Problem]:
    """Check a button."""
    style = button.get("style") or 0
    if style not in range(1, 7):
        return [choices(f"{path}style", range(1, 7))]
    problems = text_problems(button, "label", path, most=80)
    if style == LINK_BUTTON:
        problems += text_problems(button, "url", path, least=1, most=512, needed=True)
    elif style != PREMIUM_BUTTON:
        problems += custom_id_problems(button, path)
    if style >= LINK_BUTTON and button.get("custom_id"):
        message = "A custom id and a url or sku_id cannot both be specified"
        problems.append(Problem(f"{path}custom_id", "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", message))
    if style != PREMIUM_BUTTON and not button.get("label") and not button.get("emoji"):
        message = "A button must have a label or an emoji"
        problems.append(Problem(f"{path}label", "BUTTON_COMPONENT_NO_LABEL", message))
    return problems


def select_problems(select: Json, path: str) -> list[Problem]:
    """Check a select of any kind."""
    problems = custom_id_problems(select, path)
    problems += text_problems(select, "placeholder", path, most=150)
    problems += range_problems(select, "min_values", path, least=0, most=25)
    problems += range_problems(select, "max_values", path, least=1, most=25)
    problems += order_problems(select, path, most=1)
    most = 1 if select.get("max_values") is None else select["max_values"]
    defaults = select.get("default_values") or []
    if select["type"] == ComponentType.STRING_SELECT:
        options = select.get("options") or []
        problems += option_problems(options, f"{path}options")
        problems += range_problems(select, "max_values", path, least=1, most=max(1, len(options)))
        defaults = [option for option in options if option.get("default")]
    if len(defaults) > most:
        message = f"Must be {most} or fewer in length."
        problems.append(Problem(f"{path}default_values", "BASE_TYPE_MAX_LENGTH", message))
    return problems


def order_problems(control: Json, path: str, *, most: int) -> list[Problem]:
    """Check min_values against max_values (`most`, unless it is set)."""
    least, most_chosen = control.get("min_values"), control.get("max_values")
    if (1 if least is None else least) <= (most if most_chosen is None else most_chosen):
        return []
    message = "min_values must not be larger than max_values"
    return [Problem(f"{path}min_values", "SELECT_COMPONENT_MIN_GT_MAX", message)]


def option_problems(
    options: Sequence[Json], path: str, *, least: int = 1, most: int = 25
) -> list[Problem]:
    """Check the options of a control."""
    problems = count_problems(options, path, least=least, most=most)
    for index, option in enumerate(options):
        item_path = f"{path}.{index}."
        problems += text_problems(option, "label", item_path, least=1, most=100, needed=True)
        problems += text_problems(option, "value", item_path, least=1, most=100, needed=True)
        problems += text_problems(option, "description", item_path, most=100)
    for index in sorted(duplicates([option.get("value") for option in options])):
        message = "The specified option value is already used"
        problems.append(
            Problem(f"{path}.{index}.value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        )
    return problems
