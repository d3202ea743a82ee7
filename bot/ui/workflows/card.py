"""The card on which a workflow is put together: what it says so far, and ways to go on."""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import SelectOption
from discord.ui import Button, Select

from bot.services.workflows import draft_tree, part_fields
from bot.services.workflows.draft_tree import PartRef
from bot.services.workflows.drafts import Draft
from bot.services.workflows.parts import Part, PartKind, triggers
from bot.texts import t
from bot.ui.core.actions import DANGER, PRIMARY, SUCCESS, ActionId, button, choice_list
from bot.ui.core.base import Interaction
from bot.ui.core.cards import BAD, GOOD, PLAIN, Card, escape, sentence, shorten, small, title
from bot.ui.core.errors import explain
from bot.ui.workflows import action_ids as ids
from bot.ui.workflows.form_fields import asked_settings
from bot.ui.workflows.text import Describer, describer_for
from db.tables import WorkflowState

OPTIONS = 25
"""Options of one list: "Component Reference", String Select Structure."""

OPTION = 100
"""Characters of such an option."""

MOST_INSET = 4

MOST_LISTS = 3
"""Lists of parts that a card has room for; what is beyond is changed in a file."""

NEWS = 900
SENTENCE = 1_900
ERRORS = 900
"""Characters of each part of the card, which takes 4,000 in all."""


async def draft_card(interaction: Interaction, draft: Draft, *news: str, well: bool = True) -> Card:
    """Return a draft as it reads: with what is new about it, or what is not `well`."""
    describer = await describer_for(interaction, draft.names)
    return Card(
        shorten("\n".join(news), NEWS),
        await _about(interaction, describer, draft, well=well),
        _to_fill_in(describer, draft),
        *_lists(describer, draft),
        _buttons(describer.language, draft),
        colour=BAD if not well else GOOD if news else PLAIN,
    )


async def _about(
    interaction: Interaction, describer: Describer, draft: Draft, *, well: bool
) -> str:
    language, parts = describer.language, draft.parts
    lines = [
        title(escape(draft.name)),
        small(t(language, f"workflow-draft-{draft.state or 'new'}")),
        shorten(describer.sentence(draft_tree.without_ids(parts)), SENTENCE),
    ]
    if not parts["trigger"]:
        lines.append(small(t(language, "workflow-begin-hint")))
    elif not parts["steps"]:
        lines.append(small(t(language, "workflow-step-hint")))
    elif draft.errors and well:
        missing = [f"**{t(language, 'workflow-to-do')}**"]
        missing += [
            f"- {await explain(interaction, describer.readable(invalid))}"
            for invalid in draft.errors
        ]
        lines.append(shorten("\n".join(missing), ERRORS))
    return "\n".join(lines)


def _lists(describer: Describer, draft: Draft) -> list[list[Select[Any]] | None]:
    """Return the lists to choose from: first what begins it, then the rest."""
    if not draft.parts["trigger"]:
        return _trigger_lists(describer, draft.draft_id)
    there = list(draft_tree.walk(draft.parts))
    pages = [there[at : at + OPTIONS] for at in range(0, len(there), OPTIONS)][:MOST_LISTS]
    return [
        _to_add(describer, draft, "step", ids.ADD_STEP.id(draft.draft_id)),
        _to_add(describer, draft, "condition", ids.ADD_CONDITION.id(draft.draft_id, 0)),
        *([_to_pick(describer, draft.draft_id, number, page)] for number, page in enumerate(pages)),
    ]


def _trigger_lists(describer: Describer, draft_id: int) -> list[list[Select[Any]] | None]:
    """Return what may begin a workflow: what happens on the server, and what others tell of."""
    here = {key: part for key, part in triggers().items() if not part.webhook}
    elsewhere = {key: part for key, part in triggers().items() if part.webhook}
    return [
        [_parts(describer, "trigger", group, ids.SET_TRIGGER.id(draft_id, number), placeholder)]
        for number, (group, placeholder) in enumerate(
            [(here, "workflow-when-here"), (elsewhere, "workflow-when-told")]
        )
        if group
    ]


def _to_add(
    describer: Describer, draft: Draft, kind: PartKind, leads_to: str, *, inside: bool = False
) -> list[Select[Any]] | None:
    """Return a list of the parts that fit, for the end or for inside another; None if none do."""
    fitting = {
        key: part
        for key, part in part_fields.PARTS[kind]().items()
        if _fits(part, draft) and not _holds_others(part)
    }
    if not fitting:
        return None
    if kind == "condition" and not inside:
        fitting |= {key: part_fields.PARTS[kind]()[key] for key in draft_tree.GROUPS}
    placeholder = "workflow-add-inside" if inside else f"workflow-add-{kind}"
    return [_parts(describer, kind, fitting, leads_to, placeholder)]


def _fits(part: type[Part], draft: Draft) -> bool:
    """Return whether a step or condition goes with the trigger, which may be about nobody."""
    trigger = triggers().get(draft.parts["trigger"]["type"]) if draft.parts["trigger"] else None
    return trigger is None or trigger.about_member or not getattr(part, "about_member", False)


def _holds_others(part: type[Part]) -> bool:
    return any(setting.kind == "parts" for setting in part_fields.settings_of(part))


def _parts(
    describer: Describer,
    kind: PartKind,
    parts: Mapping[str, type[Part]],
    leads_to: str,
    placeholder: str,
) -> Select[Any]:
    named = sorted((describer.name(kind, key), key) for key in parts)
    options = [SelectOption(label=shorten(name, 100), value=key) for name, key in named]
    return choice_list(options[:OPTIONS], leads_to, placeholder=t(describer.language, placeholder))


def _to_pick(
    describer: Describer, draft_id: int, number: int, page: Sequence[PartRef]
) -> Select[Any]:
    options = [SelectOption(label=_label(describer, ref), value=str(ref.number)) for ref in page]
    placeholder = t(describer.language, "workflow-change-part")
    return choice_list(options, ids.OPEN_PART.id(draft_id, number), placeholder=placeholder)


def _label(describer: Describer, ref: PartRef) -> str:
    """Return a part as a list shows it: what is in another is set off."""
    phrase = describer.label(ref.kind, ref.whole)
    if ref.kind == "step":
        number = ref.siblings.index(ref.number) + 1
        return shorten(f"{number}. {sentence(phrase)}", OPTION)
    inset = "↳ " * min(ref.depth, MOST_INSET)
    return shorten(
        inset + t(describer.language, f"workflow-label-{ref.kind}", phrase=phrase), OPTION
    )


def _to_fill_in(describer: Describer, draft: Draft) -> list[Button[Any]] | None:
    """Return the way to the first part that lacks a setting."""
    for invalid in draft.errors:
        for ref in draft_tree.walk(draft.parts):
            if invalid.field.startswith(f"{ref.path}.") and _has_form(ref):
                label = t(
                    describer.language, "workflow-fill-in", place=describer.place(invalid.field)
                )
                return [button(label, _id(ids.CHANGE_PART, draft, ref), style=PRIMARY)]
    return None


def _has_form(ref: PartRef) -> bool:
    return bool(asked_settings(ref.kind, ref.part["type"]))


def _buttons(language: str, draft: Draft) -> list[Button[Any]]:
    draft_id, enabled = draft.draft_id, draft.state is WorkflowState.ENABLED
    naming = [
        button(t(language, "workflow-rename"), ids.RENAME.id(draft_id)),
        button(t(language, "workflow-discard"), ids.ASK_DISCARD.id(draft_id)),
    ]
    if not (draft.parts["trigger"] and draft.parts["steps"]):
        return naming
    save = button(
        t(language, "workflow-save"),
        ids.SAVE.id(draft_id, 0),
        style=SUCCESS if enabled else PRIMARY,
    )
    buttons = [save]
    if not enabled:
        label = t(language, "workflow-save-and-enable")
        buttons.append(button(label, ids.SAVE.id(draft_id, 1), style=SUCCESS))
    return [
        *buttons,
        button(t(language, "workflow-try"), ids.SHOW_DRY_RUN.id(draft_id, 0)),
        *naming,
    ]


async def grown_card(interaction: Interaction, draft: Draft, number: int) -> Card:
    """Return the group that a part was put into, or is, since more belongs there; else the draft.

    `number` is that of a part, or 0 for none.
    """
    if number and draft_tree.find(draft.parts, number).is_group:
        return await part_card(interaction, draft, number)
    return await draft_card(interaction, draft)


async def part_card(interaction: Interaction, draft: Draft, number: int) -> Card:
    """Return one part of a draft, with what can be done with it."""
    ref = draft_tree.find(draft.parts, number)
    describer = await describer_for(interaction, draft.names)
    wrong = [
        f"- {await explain(interaction, describer.readable(invalid))}"
        for invalid in draft.errors
        if f"{invalid.field}.".startswith(f"{ref.path}.")
    ]
    return Card(
        small(escape(draft.name)),
        f"**{_label(describer, ref)}**",
        shorten("\n".join(wrong), ERRORS),
        *_inner_lists(describer, draft, ref),
        _ways(describer.language, draft, ref),
        [
            button(
                t(describer.language, "workflow-remove"),
                _id(ids.REMOVE_PART, draft, ref),
                style=DANGER,
            ),
            button(t(describer.language, "workflow-back"), ids.BACK_TO_DRAFT.id(draft.draft_id)),
        ],
    )


def _inner_lists(
    describer: Describer, draft: Draft, ref: PartRef
) -> list[list[Select[Any]] | None]:
    if ref.kind == "trigger":
        return _trigger_lists(describer, draft.draft_id)
    if not ref.is_group:
        return []
    into = ids.ADD_CONDITION.id(draft.draft_id, ref.number)
    return [_to_add(describer, draft, "condition", into, inside=True)]


def _ways(language: str, draft: Draft, ref: PartRef) -> list[Button[Any]]:
    """Return what can be done with a part, beside taking it out."""
    ways = []
    if _has_form(ref):
        label = t(language, "workflow-change")
        ways.append(button(label, _id(ids.CHANGE_PART, draft, ref), style=PRIMARY))
    if len(ref.siblings) > 1:
        at = ref.siblings.index(ref.number)
        place = draft.draft_id, ref.number
        up, down = t(language, "workflow-up"), t(language, "workflow-down")
        ways.append(button(up, ids.MOVE_PART.id(*place, 0), disabled=not at))
        last = at == len(ref.siblings) - 1
        ways.append(button(down, ids.MOVE_PART.id(*place, 1), disabled=last))
    if ref.kind == "condition":
        label = t(language, "workflow-turn-back" if ref.is_negated else "workflow-turn")
        ways.append(button(label, _id(ids.NEGATE, draft, ref)))
    if ref.kind == "step":
        on = bool(ref.part.get("go_on"))
        label = t(language, "workflow-end-there" if on else "workflow-go-on")
        go_on = ids.SET_GO_ON.id(draft.draft_id, ref.number, int(not on))
        ways.append(button(label, go_on))
    return ways


def _id(what: ActionId[int, int], draft: Draft, ref: PartRef) -> str:
    return what.id(draft.draft_id, ref.number)
