"""Types of settings, each with what it takes and how it is stored."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from bot.services.typed import duration, duration_text
from bot.services.workflows import addresses, cron, templates

TEXT_LENGTH = 1_000
"""Characters of a text that a workflow sends."""

NAME_LENGTH = 100
"""Characters of a word that a setting takes, such as a plan's name."""


@dataclass(frozen=True)
class SettingKind:
    """What a setting is, where its Python type does not say it: marks an `Annotated` type."""

    name: Literal["role", "channel", "reward", "goal", "text", "duration", "cron", "url"]


def _number(value: object) -> object:
    """Take an id as a number or as text: YAML writers quote them, JSON must."""
    if isinstance(value, str) and not value.isdecimal():
        raise PydanticCustomError("workflow-mistake-id", "that is no id")
    return int(value) if isinstance(value, str) else value


def _id(kind: SettingKind) -> Any:
    return Annotated[
        int,
        Field(ge=1, lt=2**63, json_schema_extra={"type": ["integer", "string"]}),
        BeforeValidator(_number),
        PlainSerializer(str, return_type=str),
        kind,
    ]


def _duration(value: object) -> object:
    """Take a duration as people write it, as in `2d 12h`."""
    if isinstance(value, timedelta):
        return value
    found = duration(str(value))
    if found is None:
        raise PydanticCustomError(
            "workflow-mistake-duration", "a duration is written as in 30m, 12h, or 2d 12h"
        )
    return found


RoleId = _id(SettingKind("role"))
ChannelId = _id(SettingKind("channel"))
RewardId = _id(SettingKind("reward"))
GoalId = _id(SettingKind("goal"))
Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
WorkflowText = Annotated[
    str,
    Field(min_length=1, max_length=TEXT_LENGTH),
    AfterValidator(templates.checked),
    SettingKind("text"),
]
Amount = Annotated[int, Field(ge=1, le=1_000_000)]
Days = Annotated[int, Field(ge=1, le=3_650)]
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration, json_schema_input_type=str),
    Field(ge=timedelta(minutes=1), le=timedelta(days=365)),
    PlainSerializer(duration_text, return_type=str),
    SettingKind("duration"),
]
Cron = Annotated[str, Field(max_length=100), AfterValidator(cron.checked), SettingKind("cron")]
Url = Annotated[str, Field(max_length=500), AfterValidator(addresses.checked), SettingKind("url")]
