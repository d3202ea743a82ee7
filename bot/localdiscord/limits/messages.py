"""Limits of messages: their text, embeds, files, flags, and that they are not empty.

Page Message Resource: content 2,000, nonce 25, 10 embeds (Create Message); the lengths of embeds
and their 6,000 characters together (Embed Limits); 100 ids in allowed_mentions (Allowed Mentions
Structure). Discord's OpenAPI description: 10 attachments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.localdiscord import components as parts
from bot.localdiscord.errors import Problem, Refusal, invalid, not_implemented
from bot.localdiscord.limits.components import component_problems
from bot.localdiscord.limits.fields import choices, count_problems, duplicates, text_problems
from bot.localdiscord.model.files import FILES_LIMIT, SIZE_LIMIT
from bot.localdiscord.wire import Json, MessageFlag

if TYPE_CHECKING:
    from bot.localdiscord.model.files import Uploads
    from bot.localdiscord.model.message import Message

PARSED = frozenset({"everyone", "roles", "users"})
V2 = MessageFlag.COMPONENTS_V2
EMBED_TEXTS = (("title", 256), ("description", 4096))


def check_message(
    body: Json,
    uploads: Uploads,
    *,
    existing: Message | None = None,
    path: str = "",
    flags: MessageFlag,
) -> None:
    """Refuse a body that Discord would not accept for a new message, or for an edit of one.

    40005 and 50006 are on the page Opcodes and Status Codes, under "JSON Error Codes".
    """
    wanted = MessageFlag(body.get("flags") or 0)
    v2 = bool(wanted & V2 or (existing is not None and existing.flags & V2))
    for key in ("poll", "sticker_ids", "shared_client_theme"):
        if body.get(key) and not v2:
            raise not_implemented(key)
    for file in uploads.values():
        if len(file.data) > SIZE_LIMIT:
            raise Refusal(413, 40005, "Request entity too large")
    problems = text_problems(body, "content", path, most=2000)
    problems += text_problems({"nonce": str(body.get("nonce") or "")}, "nonce", path, most=25)
    if wanted & ~flags:
        problems.append(Problem(f"{path}flags", "MESSAGE_FLAGS_INVALID", "Invalid flags"))
    problems += _embed_problems(body.get("embeds") or (), f"{path}embeds")
    components = body.get("components") or []
    problems += component_problems(components, f"{path}components", v2=v2)
    problems += _mention_problems(body.get("allowed_mentions"), f"{path}allowed_mentions.")
    problems += _file_problems(body, uploads, existing, path)
    if v2:
        problems += _legacy_problems(body, existing, path)
    if problems:
        raise invalid(problems)
    if _is_empty(body, uploads, existing):
        raise Refusal(400, 50006, "Cannot send an empty message")


def _legacy_problems(body: Json, existing: Message | None, path: str) -> list[Problem]:
    """With Components V2 a message has no content, embeds, stickers or poll.

    https://docs.discord.com/developers/components/reference#component-reference
    """
    used = [key for key in ("content", "embeds", "sticker_ids", "poll") if body.get(key)]
    if existing is not None and not existing.flags & V2:
        used += [k for k in ("content", "embeds") if k not in body and getattr(existing, k)]
    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    return [
        Problem(
            f"{path}{key}",
            code,
            f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
        )
        for key in used
    ]


def _embed_problems(embeds: Sequence[Json], path: str) -> list[Problem]:
    problems = count_problems(embeds, path, most=10)
    for index, embed in enumerate(embeds):
        prefix = f"{path}.{index}."
        for key, most in EMBED_TEXTS:
            problems += text_problems(embed, key, prefix, most=most)
        problems += text_problems(embed.get("footer") or {}, "text", f"{prefix}footer.", most=2048)
        problems += text_problems(embed.get("author") or {}, "name", f"{prefix}author.", most=256)
        fields = embed.get("fields") or []
        problems += count_problems(fields, f"{prefix}fields", most=25)
        for number, field in enumerate(fields):
            inner = f"{prefix}fields.{number}."
            problems += text_problems(field, "name", inner, least=1, most=256, needed=True)
            problems += text_problems(field, "value", inner, least=1, most=1024, needed=True)
    total = sum(len(text) for embed in embeds for text in parts.embed_texts(embed))
    if total > 6000:
        message = "Embed size exceeds maximum size of 6000"
        problems.append(Problem(path, "MAX_EMBED_SIZE_EXCEEDED", message))
    return problems


def _mention_problems(allowed: Json | None, path: str) -> list[Problem]:
    if not allowed:
        return []
    parse = allowed.get("parse") or []
    problems = [
        choices(f"{path}parse.{index}", PARSED)
        for index, kind in enumerate(parse)
        if kind not in PARSED
    ]
    for kind in ("users", "roles"):
        ids = allowed.get(kind) or []
        if ids and kind in parse:
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            problems.append(Problem(path.rstrip("."), code, message))
        problems += count_problems(ids, f"{path}{kind}", most=100)
        if duplicates([str(one) for one in ids]):
            problems.append(
                Problem(
                    f"{path}{kind}",
                    "SET_TYPE_ALREADY_CONTAINS_VALUE",
                    "The set already contains this value",
                )
            )
    return problems


def _file_problems(
    body: Json, uploads: Uploads, existing: Message | None, path: str
) -> list[Problem]:
    specs = body.get("attachments")
    problems: list[Problem] = []
    kept = list(existing.attachments) if existing else []
    names = {file.name for file in uploads.values()}
    if specs is not None:
        ids = {str(spec.get("id")) for spec in specs}
        kept = [attachment for attachment in kept if str(attachment.id) in ids]
        known = set(uploads) | {str(attachment.id) for attachment in kept}
        names = {file.name for number, file in uploads.items() if number in ids}
        names |= {spec["filename"] for spec in specs if spec.get("filename")}
        for index, spec in enumerate(specs):
            if str(spec.get("id")) not in known:
                message = "Attachment data not found"
                prefix = f"{path}attachments.{index}"
                problems.append(Problem(prefix, "ATTACHMENT_NOT_FOUND", message))
    problems += count_problems([*kept, *uploads], f"{path}attachments", most=FILES_LIMIT)
    names |= {attachment.file.name for attachment in kept}
    for media in _all_media(body.get("components") or []):
        name = str(media.get("url") or "").removeprefix("attachment://")
        if name != media.get("url") and name not in names:
            code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
            message = f'The referenced attachment "{name}" was not found'
            problems.append(Problem(f"{path}components", code, message))
    return problems


def _all_media(components: Sequence[Json]) -> list[Json]:
    return [media for part in parts.walk(components) for media in parts.media_of(part)]


def _is_empty(body: Json, uploads: Uploads, existing: Message | None) -> bool:
    """Whether nothing would be left to see."""
    if uploads:
        return False
    for key in ("content", "embeds", "components", "attachments"):
        value = body.get(key)
        if key not in body and existing is not None:
            value = getattr(existing, key)
        if value.strip() if isinstance(value, str) else value:
            return False
    return True
