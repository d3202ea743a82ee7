"""What a preview asks of a file that leaves something unclear: lists and switches."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import SelectOption

from bot.services.codes.file_layout import Ask, Column, Order
from bot.services.codes.import_choices import FILL_NONE, FILL_VOUCHER
from bot.services.codes.import_preview import Preview
from bot.texts import t
from bot.ui.codes.action_ids import CHOOSE_LAYOUT, SWITCH_LAYOUT
from bot.ui.core.actions import TooOldError, button, choice_list, read_number
from bot.ui.core.cards import Part, shorten

CODE, DATE, ORDER, FILL = range(1, 5)
"""The lists, as their numbers stand in their ids."""

HEADING, AS_WRITTEN = range(1, 3)
"""The switches, likewise."""

_A_DAY = "day"
_LABEL = 90  # characters of an option


def answered(question: int, value: str) -> dict[str, Any] | None:
    """Return what a choice in a list says of the file; None where a day is to be typed."""
    if question == FILL:
        return None if value == _A_DAY else {"fill": value}
    if question == ORDER:
        return {"order": value}
    if question in (CODE, DATE):
        return {"code" if question == CODE else "date": read_number(value)}
    raise TooOldError


def switched(what: int, *, on: bool) -> dict[str, Any]:
    """Return what a switch says of the file."""
    if what not in (HEADING, AS_WRITTEN):
        raise TooOldError
    return {"heading" if what == HEADING else "as_written": on}


def is_open(seen: Preview) -> bool:
    """Whether something is asked that has no answer yet."""
    return bool(seen.reading.asks) or (seen.undated > 0 and seen.choices.fill is None)


def parts(language: str, seen: Preview) -> list[Part]:
    """Return what is asked, each with the list to choose from."""
    found: list[Part] = []
    for question, text_id, options in _questions(language, seen):
        found.append(t(language, text_id, undated=seen.undated))
        leads_to = CHOOSE_LAYOUT.id(seen.import_id, question)
        found.append([choice_list(options, leads_to)])
    return found


def _questions(language: str, seen: Preview) -> Iterator[tuple[int, str, list[SelectOption]]]:
    asks, chosen = seen.reading.asks, seen.choices
    columns = [
        (number, column) for number, column in enumerate(seen.survey.columns, 1) if column.filled
    ]
    if Ask.CODE_COLUMN in asks or chosen.code is not None:
        options = [_column(language, *one, seen.reading.code) for one in columns]
        yield CODE, "codes-admin-ask-code", options
    if Ask.DATE_COLUMN in asks or chosen.date is not None:
        none = SelectOption(
            label=t(language, "codes-admin-no-date-column"), value="0", default=chosen.date == 0
        )
        dated = [one for one in columns if one[1].dated or one[0] == chosen.date]
        options = [none, *(_column(language, *one, seen.reading.date) for one in dated)]
        yield DATE, "codes-admin-ask-date", options
    if Ask.ORDER in asks or chosen.order is not None:
        yield (
            ORDER,
            "codes-admin-ask-order",
            [
                SelectOption(
                    label=t(language, f"codes-admin-order-{order}"),
                    value=order.value,
                    default=order is chosen.order,
                )
                for order in Order
            ],
        )
    if seen.undated or chosen.fill is not None:
        yield FILL, "codes-admin-ask-fill", _fills(language, seen)


def _column(language: str, number: int, column: Column, chosen: int) -> SelectOption:
    called = t(language, "codes-admin-column", number=number, name=column.name or "–")
    return SelectOption(
        label=shorten(called, _LABEL),
        description=shorten(" · ".join(column.samples), _LABEL) or None,
        value=str(number),
        default=number == chosen,
    )


def _fills(language: str, seen: Preview) -> list[SelectOption]:
    fill = seen.choices.fill
    texts = {FILL_NONE: t(language, "codes-admin-fill-none")}
    if seen.voucher_day is not None:
        day = seen.voucher_day.isoformat()
        texts[FILL_VOUCHER] = t(language, "codes-admin-fill-voucher", day=day)
    if fill is not None and fill not in texts:
        texts[fill] = t(language, "codes-admin-fill-chosen", day=fill)
    texts[_A_DAY] = t(language, "codes-admin-fill-a-day")
    return [
        SelectOption(label=text, value=value, default=value == fill)
        for value, text in texts.items()
    ]


def switches(language: str, seen: Preview) -> list[discord.ui.Button[Any]]:
    """Return the buttons that change how the file is read."""
    buttons = []
    if seen.marked:
        kept = seen.choices.as_written
        text_id = "codes-admin-marks-off" if kept else "codes-admin-marks-on"
        buttons.append(_switch(language, text_id, seen, AS_WRITTEN, on=not kept))
    heading_choice = seen.choices.heading
    if heading_choice is not None or not (seen.survey.heading or seen.reading.date):
        heading = seen.reading.heading
        text_id = "codes-admin-heading-off" if heading else "codes-admin-heading-on"
        buttons.append(_switch(language, text_id, seen, HEADING, on=not heading))
    return buttons


def _switch(
    language: str, text_id: str, seen: Preview, what: int, *, on: bool
) -> discord.ui.Button[Any]:
    leads_to = SWITCH_LAYOUT.id(seen.import_id, what, int(on))
    return button(t(language, text_id), leads_to)
