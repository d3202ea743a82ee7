"""Write docs/workflows.md anew from the parts themselves: make schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.services.workflows.definition import MOST_CONDITIONS, MOST_DEPTH, MOST_STEPS
from bot.services.workflows.part_fields import PARTS, Setting, settings_of
from bot.services.workflows.parts import Part, triggers
from bot.services.workflows.schema import schema
from bot.services.workflows.templates import PLACEHOLDERS
from bot.texts import ENGLISH, t

FILE = Path(__file__).with_name("workflows.md")

HEAD = f"""\
# Workflows

A workflow says: when this happens (the trigger), if all of these are true (the conditions), then do
these in order (the steps). Managers put workflows together with `/workflow`, or import a file like
this one:

```yaml
version: 1
name: Welcome back
trigger:
  type: streak_reached
  days: 7
conditions:
  - type: member_for_days
    days: 30
steps:
  - type: award_points
    points: 50
  - type: send_notification
    text: "{{member}}, {{points}} for seven days in a row!"
```

A file has one trigger, up to {MOST_CONDITIONS} conditions, up to {MOST_DEPTH} deep in each
other, and 1 to {MOST_STEPS} steps. It names rewards and goals by their names, roles and channels by
their ids. Editors can check it by [workflow.schema.json](workflow.schema.json).

This page is written from the classes in `bot/services/workflows` by `make schema`.
"""

INTRODUCTIONS = {
    "trigger": "What a workflow begins with. The settings choose among the events of that kind.",
    "condition": "What has to be true. Without conditions, a workflow runs on every event that its "
    "trigger asks for.",
    "step": "What is done, in order. Where a step cannot be done (a reward is sold out, say), the "
    "run ends, unless the step says `go_on: true`.",
}

RAISED_BY_WEBHOOKS = {key for key, trigger in triggers().items() if trigger.webhook}

WORDS = """\
## Words in texts

The text of a step may hold these words in braces. A text of a step before which nothing provides
a word cannot use it.

| Word | Is filled in with | Known |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    described = schema()["$defs"]
    lines = [HEAD]
    for kind, find in PARTS.items():
        lines += [f"## {kind.capitalize()}s\n", f"{INTRODUCTIONS[kind]}\n"]
        for part in find().values():
            lines += _part(part, described[part.__name__]["properties"])
    lines.append(WORDS + "".join(map(_word, PLACEHOLDERS)))
    return "\n".join(lines)


def _part(part: type[Part], properties: dict[str, Any]) -> Iterator[str]:
    yield f"### {t(ENGLISH, f'workflow-name-{part.kind}-{part.key}')} (`{part.key}`)\n"
    yield f"{part.__doc__}\n"
    if not part.about_member:
        yield f"{_NOBODY[part.kind]}\n"
    if part.key in RAISED_BY_WEBHOOKS:
        yield "A [webhook](webhooks.md) may raise it.\n"
    settings = settings_of(part)
    if settings:
        yield "| Setting | Is | Takes |\n|---|---|---|"
        for setting in settings:
            name = t(ENGLISH, f"workflow-field-{setting.name}")
            yield f"| `{setting.name}` | {name} | {_takes(setting, properties[setting.name])} |"
        yield ""
    shown: Any = {"type": part.key, **part.example}
    place = part.kind if part.kind == "trigger" else f"{part.kind}s"
    example = {place: shown if part.kind == "trigger" else [shown]}
    yield f"```yaml\n{yaml.safe_dump(example, sort_keys=False, allow_unicode=True)}```\n"


_NOBODY = {
    "trigger": "It is about no member: only conditions and steps fit that need none.",
    "condition": "It can be asked without a member.",
    "step": "It can be done without a member.",
}


def _takes(setting: Setting, described: dict[str, Any]) -> str:
    """Return what can be given for a setting, and what counts if nothing is."""
    taken = _VALUES.get(setting.kind) or described.get("description", "").rstrip(".").lower()
    match setting.kind:
        case "number":
            taken = (
                f"a number from {_limit(described, 'minimum')} to {_limit(described, 'maximum')}"
            )
        case "choice":
            taken = " or ".join(f"`{choice}`" for choice in setting.choices)
        case "words" | "text":
            taken = f"up to {_limit(described, 'maxLength')} characters"
        case "parts":
            taken = "conditions" if described.get("type") == "array" else "a condition"
    if setting.required:
        return taken
    default = described.get("default")
    return f"{taken}; {'optional' if default is None else f'`{str(default).lower()}` if left out'}"


_VALUES = {
    "yes": "`true` or `false`",
    "cron": "a cron expression of five fields, in the community's time zone",
    "url": "an http or https address",
}


def _limit(described: dict[str, Any], name: str) -> int:
    """Return a limit of a setting, which may be optional."""
    choices = [described, *described.get("anyOf", ())]
    limit: int = next(choice[name] for choice in choices if name in choice)
    return limit


def _word(name: str) -> str:
    parts = [part for find in PARTS.values() for part in find().values() if name in part.provides]
    after = [f"`{part.key}`" for part in parts]
    known = f"with {', '.join(after)}" if after else "always"
    if name == "member":
        known = "where the trigger is about a member"
    return f"| `{{{name}}}` | {PLACEHOLDERS[name]} | {known} |\n"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
