"""Reading components: their texts, buttons and selects.

https://docs.discord.com/developers/components/reference
"""

from collections.abc import Iterator, Sequence

from bot.localdiscord.wire import SELECTS, ComponentType, Json, without_nulls

DEFAULTS: dict[int, Json] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
    ComponentType.THUMBNAIL: {"description": None, "spoiler": False},
    ComponentType.FILE: {"spoiler": False},
    ComponentType.SEPARATOR: {"divider": True, "spacing": 1},
    ComponentType.CONTAINER: {"accent_color": None, "spoiler": False},
}


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Yield every component, nested ones included, in the order in which they are shown."""
    for component in components:
        yield component
        yield from walk(children(component))


def children(component: Json) -> list[Json]:
    """Return the components directly inside a component."""
    inside = [child for child in component.get("components") or () if isinstance(child, dict)]
    single = (component.get("accessory"), component.get("component"))
    return inside + [child for child in single if isinstance(child, dict)]


def texts(components: Sequence[Json]) -> list[str]:
    """Return the text displays."""
    return [
        str(part.get("content", ""))
        for part in walk(components)
        if part.get("type") == ComponentType.TEXT
    ]


def buttons(components: Sequence[Json]) -> list[Json]:
    """Return the buttons."""
    return [part for part in walk(components) if part.get("type") == ComponentType.BUTTON]


def selects(components: Sequence[Json]) -> list[Json]:
    """Return the selects of every kind."""
    return [part for part in walk(components) if part.get("type") in SELECTS]


def label_of(button: Json) -> str:
    """Return what a button shows: its label, else its emoji."""
    label = button.get("label")
    if label:
        return str(label)
    return str((button.get("emoji") or {}).get("name") or "")


def name_of(components: Sequence[Json], custom_id: str) -> str:
    """Return what a component shows as its name: a button's label, a select's placeholder."""
    for part in walk(components):
        if part.get("custom_id") == custom_id:
            return label_of(part) or str(part.get("placeholder") or "")
    return ""


def embed_texts(embed: Json) -> list[str]:
    """Return the texts of an embed in the order in which they are shown."""
    parts = [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
    for field in embed.get("fields") or ():
        parts += [field.get("name"), field.get("value")]
    parts.append((embed.get("footer") or {}).get("text"))
    return [str(part) for part in parts if part]


def as_answered(components: Sequence[Json]) -> list[Json]:
    """Return components as in Discord's responses: with ids and defaults, without nulls."""
    answered = with_ids(without_nulls(components))
    for component in walk(answered):
        for key, value in DEFAULTS.get(component["type"], {}).items():
            component.setdefault(key, value)
        for item in component.get("items") or ():
            item |= {"description": None, "spoiler": False} | item
    return answered


def with_ids(components: Sequence[Json]) -> list[Json]:
    """Return a copy in which every component has an id, as Discord assigns them."""
    taken = {part.get("id") for part in walk(components)} - {None, 0}
    counter = 0

    def numbered(component: Json) -> Json:
        nonlocal counter
        copy = dict(component)
        if not copy.get("id"):
            counter += 1
            while counter in taken:
                counter += 1
            copy["id"] = counter
        if isinstance(copy.get("components"), list):
            copy["components"] = [numbered(child) for child in copy["components"]]
        for place in ("accessory", "component"):
            if isinstance(copy.get(place), dict):
                copy[place] = numbered(copy[place])
        return copy

    return [numbered(component) for component in components]


def media_of(component: Json) -> list[Json]:
    """Return the media references ({"url": ...}) that a component holds."""
    found = [component.get("media"), component.get("file")]
    found += [item.get("media") for item in component.get("items") or () if isinstance(item, dict)]
    return [media for media in found if isinstance(media, dict)]
