"""Limits of modals.

Page Receiving and Responding to Interactions: title 45, 1 to 5 components (Modal Callback Data).
Page Component Reference: label 45 and its description 100 (Label), text inputs (Text Input), 2 to
10 radio options (Radio Group), 1 to 10 checkboxes (Checkbox Group), 10 files (File Upload).
Discord's OpenAPI description: a text display's 4,000, the label of a text input 45.
"""

from bot.localdiscord.errors import Problem
from bot.localdiscord.limits.components import (
    custom_id_problems,
    option_problems,
    order_problems,
    select_problems,
    unique_problems,
)
from bot.localdiscord.limits.fields import (
    choices,
    count_problems,
    range_problems,
    required,
    text_problems,
)
from bot.localdiscord.wire import SELECTS, ComponentType, Json

TEXT_INPUT = ComponentType.TEXT_INPUT
TOP_LEVEL = {ComponentType.ROW, ComponentType.TEXT, ComponentType.LABEL}
LABELLED = {
    TEXT_INPUT,
    *SELECTS,
    ComponentType.UPLOAD,
    ComponentType.RADIO_GROUP,
    ComponentType.CHECKBOX_GROUP,
    ComponentType.CHECKBOX,
}
MOST_COMPONENTS = 5
FEWEST_OPTIONS: dict[object, int] = {
    ComponentType.RADIO_GROUP: 2,
    ComponentType.CHECKBOX_GROUP: 1,
}


def modal_problems(modal: Json) -> list[Problem]:
    """Check a modal."""
    problems = text_problems(modal, "title", "data.", least=1, most=45, needed=True)
    problems += custom_id_problems(modal, "data.")
    components = modal.get("components") or []
    path = "data.components"
    problems += count_problems(components, path, least=1, most=MOST_COMPONENTS)
    for index, component in enumerate(components):
        problems += _component_problems(component, f"{path}.{index}.")
    return problems + unique_problems(components, path)


def _component_problems(component: Json, path: str) -> list[Problem]:
    kind = component.get("type")
    if kind not in TOP_LEVEL:
        return [choices(f"{path}type", {int(allowed) for allowed in TOP_LEVEL})]
    if kind == ComponentType.TEXT:
        return text_problems(component, "content", path, least=1, most=4000, needed=True)
    if kind == ComponentType.ROW:
        inside = component.get("components") or []
        problems = count_problems(inside, f"{path}components", least=1, most=1)
        for part in inside:
            item_path = f"{path}components.0."
            if part.get("type") == TEXT_INPUT:
                problems += text_problems(part, "label", item_path, least=1, most=45, needed=True)
            problems += _control_problems(part, item_path, {TEXT_INPUT, *SELECTS})
        return problems
    problems = text_problems(component, "label", path, least=1, most=45, needed=True)
    problems += text_problems(component, "description", path, most=100)
    inner = component.get("component")
    if not isinstance(inner, dict):
        return [*problems, required(f"{path}component")]
    if inner.get("type") == TEXT_INPUT and inner.get("label"):
        message = "A text input inside a label has no label of its own"
        problems.append(Problem(f"{path}component.label", "LABEL_COMPONENT_NESTED_LABEL", message))
    return problems + _control_problems(inner, f"{path}component.", LABELLED)


def _control_problems(control: Json, path: str, allowed: set[int]) -> list[Problem]:
    kind = control.get("type")
    if kind not in allowed:
        return [choices(f"{path}type", {int(one) for one in allowed})]
    problems = _state_problems(control, path)
    if kind == TEXT_INPUT:
        return problems + _text_input_problems(control, path)
    if kind in SELECTS:
        return problems + select_problems(control, path)
    problems += custom_id_problems(control, path)
    if kind in FEWEST_OPTIONS:
        options = control.get("options") or []
        least = FEWEST_OPTIONS[kind]
        problems += option_problems(options, f"{path}options", least=least, most=10)
    if kind != ComponentType.RADIO_GROUP:
        problems += range_problems(control, "min_values", path, least=0, most=10)
        problems += range_problems(control, "max_values", path, least=1, most=10)
        problems += order_problems(control, path, most=10)
    return problems


def _state_problems(control: Json, path: str) -> list[Problem]:
    """Nothing in a modal is disabled, and a required select takes at least one value.

    https://docs.discord.com/developers/components/reference#string-select
    """
    problems = []
    if control.get("disabled"):
        message = "Modals cannot have disabled components"
        problems.append(Problem(f"{path}disabled", "MODAL_COMPONENT_DISABLED", message))
    if control.get("min_values") == 0 and control.get("required") in (None, True):
        message = "min_values must be at least 1 if the component is required"
        problems.append(Problem(f"{path}min_values", "COMPONENT_REQUIRED_MIN_VALUES", message))
    return problems


def _text_input_problems(control: Json, path: str) -> list[Problem]:
    problems = custom_id_problems(control, path)
    if control.get("style") not in (1, 2):
        problems.append(choices(f"{path}style", {1, 2}))
    problems += range_problems(control, "min_length", path, least=0, most=4000)
    problems += range_problems(control, "max_length", path, least=1, most=4000)
    problems += text_problems(control, "placeholder", path, most=100)
    most = control.get("max_length") or 4000
    problems += text_problems(control, "value", path, most=most)
    if (control.get("min_length") or 0) > most:
        message = "min_length must not be larger than max_length"
        problems.append(Problem(f"{path}min_length", "TEXT_INPUT_MIN_GT_MAX", message))
    return problems
