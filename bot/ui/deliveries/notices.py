"""The texts of notices to managers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from discord.utils import format_dt

from bot.services.content.notice_log import Board
from bot.texts import t
from bot.ui.core.cards import Part, escape, shorten, small
from bot.ui.core.hints import with_hint

_SHOWN_LENGTH = 450  # the whole board must fit into one card


def notice_text(language: str, text_id: str, params: Mapping[str, str | int]) -> str:
    """Return a notice; one of its parameters, `because`, may be the id of a text."""
    filled: dict[str, Any] = {
        name: escape(value) if isinstance(value, str) else value for name, value in params.items()
    }
    if "because" in params:
        cause = str(params["because"])
        filled["because"] = with_hint(language, t(language, cause, **filled), cause, params)
    return t(language, text_id, **filled)


def board_parts(language: str, board: Board) -> list[Part]:
    """Return what a board shows; nothing if all is well."""
    parts: list[Part] = []
    if board.notices:
        parts.append(t(language, "notice-latest"))
        for notice in board.notices:
            text = shorten(notice_text(language, notice.text_id, notice.params), _SHOWN_LENGTH)
            parts.append(f"{text}\n{small(_when(notice.at))}")
    if board.undelivered:
        parts.append(t(language, "notice-undelivered"))
        parts.append(
            "\n".join(
                t(
                    language,
                    "notice-undelivered-line",
                    count=lost.count,
                    kind=t(language, f"delivery-kind-{lost.kind.replace('_', '-')}"),
                    why=t(language, f"delivery-why-{lost.reason}"),
                    when=_when(lost.last_at),
                )
                for lost in board.undelivered
            )
        )
    return parts


def _when(at: datetime) -> str:
    return format_dt(at, "R")
