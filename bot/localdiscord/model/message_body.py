"""Applying a request body to a message: content, files, embeds, components, mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.localdiscord import components as parts
from bot.localdiscord.model.files import Attachment, File, Uploads
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import ComponentType, Json, MessageFlag, without_nulls

if TYPE_CHECKING:
    from bot.localdiscord.model.message import Message

KEPT_FLAGS = MessageFlag.EPHEMERAL | MessageFlag.COMPONENTS_V2


def apply_body(message: Message, body: Json, uploads: Uploads) -> None:
    """Change a message as a body says whose limits have been checked."""
    if "content" in body:
        message.content = body["content"] or ""
    if "flags" in body and body["flags"] is not None:
        message.flags = message.flags & KEPT_FLAGS | MessageFlag(body["flags"])
    _apply_attachments(message, body.get("attachments"), uploads)
    if "embeds" in body:
        message.embeds = [_embed(embed, message) for embed in body["embeds"] or ()]
    if "components" in body:
        message.components = parts.as_answered(body["components"] or [])
        for component in parts.walk(message.components):
            for media in parts.media_of(component):
                media.update(_media(media, message))
            if component["type"] == ComponentType.FILE:
                named = _attachment_named(message.attachments, component["file"]["url"])
                if named is not None:
                    component |= {"name": named.file.name, "size": len(named.file.data)}
    message.mentions = _mentions(message, body.get("allowed_mentions"))


def _apply_attachments(message: Message, specs: Sequence[Json] | None, uploads: Uploads) -> None:
    world = message.channel.world
    by_id = {str(spec.get("id")): spec for spec in specs or ()}
    if specs is not None:
        message.attachments = [a for a in message.attachments if str(a.id) in by_id]
    for number, file in uploads.items():
        spec = by_id.get(number, {})
        stored = world.cdn.store(
            world.ids.next(),
            File(spec.get("filename") or file.name, file.data, file.content_type),
            folder=message.channel.id,
            description=spec.get("description"),
            ephemeral=message.ephemeral,
        )
        message.attachments.append(stored)


def _media(media: Json, message: Message) -> Json:
    attachment = _attachment_named(message.attachments, media.get("url"))
    if attachment is None:
        key = str(message.channel.world.ids.next())
        return {"id": key, "proxy_url": media.get("url"), "loading_state": 2}
    wire = attachment.to_wire()
    kept = ("url", "proxy_url", "width", "height", "content_type")
    resolved = {key: wire[key] for key in kept if key in wire}
    return resolved | {"id": wire["id"], "attachment_id": wire["id"], "loading_state": 2}


def _embed(embed: Json, message: Message) -> Json:
    resolved: Json = without_nulls(embed)
    for field in resolved.get("fields") or ():
        field.setdefault("inline", False)
    for place in ("image", "thumbnail", "video"):
        attachment = _attachment_named(message.attachments, (embed.get(place) or {}).get("url"))
        if attachment is not None:
            wire = attachment.to_wire()
            resolved[place] = {"url": wire["url"], "proxy_url": wire["url"]}
    resolved.setdefault("type", "rich")
    return resolved


def _attachment_named(attachments: Sequence[Attachment], url: object) -> Attachment | None:
    """Return the attachment that an attachment:// address, or its own address, means."""
    for attachment in attachments:
        if url in (f"attachment://{attachment.file.name}", attachment.url):
            return attachment
    return None


def _mentions(message: Message, allowed: Json | None) -> Json:
    """Return who a message notifies, as allowed_mentions says."""
    text = "\n".join([message.content, *parts.texts(message.components)])
    parse = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse") or []
    lists = allowed or {}
    named = {kind: {int(i) for i in lists.get(kind) or ()} for kind in ("users", "roles")}

    def mentioned(pattern: str, kind: str) -> list[int]:
        ids = list(dict.fromkeys(int(found) for found in re.findall(pattern, text)))
        return ids if kind in parse else [i for i in ids if i in named[kind]]

    users = [message.channel.world.users.get(i) for i in mentioned(r"<@!?(\d+)>", "users")]
    everyone = "everyone" in parse and bool(re.search(r"@(everyone|here)\b", text))
    community = message.channel.community
    member = community.member_of(message.author) if community else None
    if member is not None:
        rights = message.channel.permissions_of(member)
        everyone = everyone and bool(rights & Permissions.MENTION_EVERYONE)
    return {
        "users": [user for user in users if user is not None],
        "roles": mentioned(r"<@&(\d+)>", "roles"),
        "everyone": everyone,
    }
