"""Reading YAML as plain data, with the line of everything in it.

Every scalar stays the text that was written, so `007` is no number and `yes` no truth; whoever
takes the data knows what each should be. What was left empty is as if it were not there.
"""

from typing import Any

import yaml

from bot.services.errors import InvalidFormError
from bot.services.workflows.validation import Path, error_at

MOST_BYTES = 100_000
MOST_DEPTH = 20
"""How deep lists and mappings may stand within each other."""

_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}
"""What a value may be; another tag would ask for something to be made of it."""

_NULL = "tag:yaml.org,2002:null"


def parse(content: bytes) -> tuple[dict[str, Any], dict[Path, int]]:
    """Return the mapping that a file holds, and the line of each path in it, counted from 1.

    Raises `InvalidFormError` with the first error.
    """
    if len(content) > MOST_BYTES:
        raise _wrong("workflow-mistake-too-large", most=MOST_BYTES // 1000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong("workflow-mistake-not-utf8", line) from error
    try:
        _refuse_deep(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError) as error:  # such as a number that no character has
        line = _line(getattr(error, "problem_mark", None))
        raise _wrong("workflow-mistake-not-yaml", line) from error
    lines: dict[Path, int] = {(): 1}
    if not isinstance(root, yaml.MappingNode):
        raise _wrong("workflow-mistake-no-mapping", 1)
    data = _value(root, (), lines)
    assert isinstance(data, dict)
    return data, lines


def _refuse_deep(text: str) -> None:
    """Refuse what would be deep or endless, before anything is made of it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _wrong("workflow-mistake-alias", line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise _wrong("workflow-mistake-too-deep", line, most=MOST_DEPTH)


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    line = _line(node.start_mark)
    lines.setdefault(path, line)
    if node.tag not in _TAGS:
        raise _wrong("workflow-mistake-tag", line, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(inner, (*path, number), lines) for number, inner in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == _NULL and node.style is None else node.value
    data = {}
    for key, inner in node.value:
        line = _line(key.start_mark)
        name = key.value
        if not isinstance(key, yaml.ScalarNode) or not isinstance(name, str):
            raise _wrong("workflow-mistake-no-name", line, path)
        if (*path, name) in lines:
            raise _wrong("workflow-mistake-twice", line, (*path, name))
        lines[(*path, name)] = line
        value = _value(inner, (*path, name), lines)
        if value is not None:
            data[name] = value
    return data


def _line(mark: Any) -> int:
    return mark.line + 1 if mark is not None else 0


def _wrong(text: str, line: int = 0, path: Path = (), **params: object) -> InvalidFormError:
    return InvalidFormError([error_at(path, text, {(): line, path: line}, **params)])
