"""Putting messages into channels, changing and removing them, and telling the bot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.localdiscord import components as parts
from bot.localdiscord.model.files import Attachment, File
from bot.localdiscord.model.member import User
from bot.localdiscord.model.message import Message, emoji_to_wire
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.snowflakes import now_iso
from bot.localdiscord.wire import (
    ComponentType,
    Intent,
    Json,
    MessageFlag,
    MessageType,
    without_nulls,
)

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.state.world import World

KEPT_FLAGS = MessageFlag.EPHEMERAL | MessageFlag.COMPONENTS_V2
Uploads = Mapping[str, File]
"""Uploaded files by their number in the request ("0" for files[0])."""


class Posting:
    """Changes what stands in channels."""

    def __init__(self, world: World) -> None:
        self._world = world

    # What members do

    def post(
        self,
        user: User,
        channel: Channel,
        text: str,
        reply_to: Message | None = None,
        files: Sequence[File] = (),
        ago: timedelta = timedelta(),
        message_id: int | None = None,
    ) -> Message:
        """Post as a member."""
        body: Json = {"content": text}
        uploads = {str(number): file for number, file in enumerate(files)}
        message = self.compose(
            channel, user, body, uploads, message_id or self._world.ids.earlier(ago)
        )
        if reply_to is not None:
            message.answer(reply_to)
            if reply_to.author not in message.pings["users"]:
                message.pings["users"].append(reply_to.author)
        self.publish(message)
        return message

    def post_by_webhook(
        self, channel: Channel, name: str, text: str, *, owner: User | None = None
    ) -> Message:
        """Post as a webhook of another program, which belongs to a bot if there is an owner."""
        webhook = User(self._world, name, bot=True)
        message = self.compose(channel, webhook, {"content": text}, {})
        message.webhook_id = webhook.id
        message.application_id = None if owner is None else owner.id
        self.publish(message)
        return message

    def announce(
        self,
        kind: MessageType,
        about_whom: User,
        channel: Channel,
        *,
        text: str = "",
        about: Channel | None = None,
        copy_of: Message | None = None,
        subscription: Json | None = None,
    ) -> Message:
        """Post as Discord itself does, in the name of whom it is about."""
        message = self.compose(channel, about_whom, {"content": text}, {})
        message.type = int(kind)
        message.about, message.reply_to, message.subscription = about, copy_of, subscription
        self.publish(message)
        return message

    def edit(self, user: User, message: Message, text: str) -> None:
        """Edit as a member."""
        if message.author is not user:
            raise ValueError("only one's own messages can be edited")
        self.revise(message, {"content": text}, {})

    def delete(self, message: Message) -> None:
        """Remove a message."""
        if self._remove(message):
            data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
            self._tell("MESSAGE_DELETE", message, data, message.channel.intent_of_messages)
        self._world.emit("message_deleted", message=message)

    def delete_many(self, messages: Sequence[Message]) -> None:
        """Remove messages of one channel at once."""
        gone = [message for message in messages if self._remove(message)]
        ids = [str(message.id) for message in gone]
        data: Json = {"ids": ids, "channel_id": str(gone[0].channel.id)}
        self._tell("MESSAGE_DELETE_BULK", gone[0], data, gone[0].channel.intent_of_messages)
        for message in gone:
            self._world.emit("message_deleted", message=message)

    def _remove(self, message: Message) -> bool:
        """Take a message away; False if others did not see it anyway."""
        message.deleted = True
        message.edits += 1
        self._world.messages.pop(message.id, None)
        if message not in message.channel.messages:
            return False
        message.channel.messages.remove(message)
        return True

    def react(self, user: User, message: Message, emoji: str) -> None:
        """Add somebody's reaction."""
        users = message.reactions.setdefault(emoji, set())
        if user.id not in users:
            users.add(user.id)
            self._tell_reaction("MESSAGE_REACTION_ADD", user, message, emoji)

    def unreact(self, user: User, message: Message, emoji: str) -> None:
        """Take somebody's reaction away."""
        users = message.reactions.get(emoji, set())
        if user.id in users:
            users.discard(user.id)
            self._tell_reaction("MESSAGE_REACTION_REMOVE", user, message, emoji)

    def clear_reactions(self, message: Message, emoji: str | None = None) -> None:
        """Take everybody's reactions away, or those with one emoji."""
        gone = message.reactions.pop(emoji, None) if emoji else message.reactions
        if not gone:
            return
        data: Json = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
        event, intent = "MESSAGE_REACTION_REMOVE_ALL", message.channel.intent_of_reactions
        if emoji:
            event, data["emoji"] = "MESSAGE_REACTION_REMOVE_EMOJI", emoji_to_wire(emoji)
        else:
            message.reactions = {}
        self._tell(event, message, data, intent)

    def pin(self, message: Message, *, by: User) -> None:
        """Pin a message; the channel says so."""
        message.pinned_at = message.channel.last_pin = now_iso()
        self.tell_changed(message)
        self._tell_pins(message)
        self.announce(MessageType.PINNED, by, message.channel, copy_of=message)

    def unpin(self, message: Message) -> None:
        """Unpin a message."""
        message.pinned_at = None
        self.tell_changed(message)
        self._tell_pins(message)

    def _tell_pins(self, message: Message) -> None:
        channel = message.channel
        data = {"channel_id": str(channel.id), "last_pin_timestamp": channel.last_pin}
        intent = Intent.GUILDS if channel.community else Intent.DIRECT_MESSAGES
        self._tell("CHANNEL_PINS_UPDATE", message, data, intent)

    def _tell_reaction(self, event: str, user: User, message: Message, emoji: str) -> None:
        data: Json = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "emoji": emoji_to_wire(emoji),
            "burst": False,
            "type": 0,
        }
        if event.endswith("ADD"):
            if message.webhook_id is None:
                data["message_author_id"] = str(message.author.id)
            community = message.channel.community
            member = community.member_of(user) if community else None
            if member is not None:
                data["member"] = member.to_wire()
        self._tell(event, message, data, message.channel.intent_of_reactions)
        name = "reaction_added" if event.endswith("ADD") else "reaction_removed"
        self._world.emit(name, message=message, user=user, emoji=emoji)

    def _tell(self, event: str, message: Message, data: Json, intent: Intent) -> None:
        if message.channel.community is not None:
            data["guild_id"] = str(message.channel.community.id)
        message.channel.tell(event, data, intent)

    # Making and changing messages from request bodies

    def compose(
        self,
        channel: Channel,
        author: User,
        body: Json,
        uploads: Uploads,
        message_id: int | None = None,
    ) -> Message:
        """Make a message from a body whose limits have been checked."""
        message = Message(message_id or self._world.ids.next(), channel, author)
        self._apply(message, body, uploads)
        return message

    def fill(self, message: Message, body: Json, uploads: Uploads) -> None:
        """Fill an empty message from a body whose limits have been checked."""
        self._apply(message, body, uploads)

    def publish(self, message: Message) -> None:
        """Let it stand in its channel, and tell the bot unless only one member sees it."""
        self._world.messages[message.id] = message
        if not message.ephemeral:
            message.channel.messages.append(message)
            channel = message.channel
            channel.tell("MESSAGE_CREATE", message.to_event(), channel.intent_of_messages)
        if not message.loading:
            self._world.emit("message", message=message)

    def revise(self, message: Message, body: Json, uploads: Uploads) -> None:
        """Change a message by a body whose limits have been checked."""
        was_loading = message.loading
        self._apply(message, body, uploads)
        message.flags &= ~MessageFlag.LOADING
        message.edits += 1
        if not was_loading:
            message.edited_at = now_iso()
        if not message.ephemeral:
            self.tell_changed(message)
        self._world.emit("message" if was_loading else "message_edited", message=message)

    def tell_changed(self, message: Message) -> None:
        """Tell the bot how a message looks now."""
        channel = message.channel
        channel.tell("MESSAGE_UPDATE", message.to_event(), channel.intent_of_messages)

    def _apply(self, message: Message, body: Json, uploads: Uploads) -> None:
        if "content" in body:
            message.content = body["content"] or ""
        if "flags" in body and body["flags"] is not None:
            message.flags = message.flags & KEPT_FLAGS | MessageFlag(body["flags"])
        self._apply_attachments(message, body.get("attachments"), uploads)
        if "embeds" in body:
            message.embeds = [self._resolved_embed(e, message) for e in body["embeds"] or ()]
        if "components" in body:
            message.components = parts.as_answered(body["components"] or [])
            for component in parts.walk(message.components):
                for media in parts.media_of(component):
                    media.update(self._resolved_media(media, message))
                if component["type"] == ComponentType.FILE:
                    named = attachment_named(message.attachments, component["file"]["url"])
                    if named is not None:
                        size = len(named.file.data)
                        component |= {"name": named.file.name, "size": size}
        message.pings = self._pings(message, body.get("allowed_mentions"))

    def _apply_attachments(
        self, message: Message, specs: Sequence[Json] | None, uploads: Uploads
    ) -> None:
        by_id = {str(spec.get("id")): spec for spec in specs or ()}
        if specs is not None:
            message.attachments = [a for a in message.attachments if str(a.id) in by_id]
        for number, file in uploads.items():
            spec = by_id.get(number, {})
            stored = self._world.cdn.store(
                self._world.ids.next(),
                File(spec.get("filename") or file.name, file.data, file.content_type),
                folder=message.channel.id,
                description=spec.get("description"),
                ephemeral=message.ephemeral,
            )
            message.attachments.append(stored)

    def _resolved_media(self, media: Json, message: Message) -> Json:
        attachment = attachment_named(message.attachments, media.get("url"))
        if attachment is None:
            key = str(self._world.ids.next())
            return {"id": key, "proxy_url": media.get("url"), "loading_state": 2}
        wire = attachment.to_wire()
        kept = ("url", "proxy_url", "width", "height", "content_type")
        resolved = {key: wire[key] for key in kept if key in wire}
        return resolved | {"id": wire["id"], "attachment_id": wire["id"], "loading_state": 2}

    def _resolved_embed(self, embed: Json, message: Message) -> Json:
        resolved: Json = without_nulls(embed)
        for field in resolved.get("fields") or ():
            field.setdefault("inline", False)
        for place in ("image", "thumbnail", "video"):
            attachment = attachment_named(message.attachments, (embed.get(place) or {}).get("url"))
            if attachment is not None:
                wire = attachment.to_wire()
                resolved[place] = {"url": wire["url"], "proxy_url": wire["url"]}
        resolved.setdefault("type", "rich")
        return resolved

    def _pings(self, message: Message, allowed: Json | None) -> Json:
        """Work out who a message notifies, as allowed_mentions says."""
        text = "\n".join([message.content, *parts.texts(message.components)])
        parse = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse") or []
        lists = allowed or {}
        named = {kind: {int(i) for i in lists.get(kind) or ()} for kind in ("users", "roles")}

        def mentioned(pattern: str, kind: str) -> list[int]:
            ids = list(dict.fromkeys(int(found) for found in re.findall(pattern, text)))
            return ids if kind in parse else [i for i in ids if i in named[kind]]

        users = [self._world.users.get(i) for i in mentioned(r"<@!?(\d+)>", "users")]
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


def attachment_named(attachments: Sequence[Attachment], url: object) -> Attachment | None:
    """Return the attachment that an attachment:// address, or its own address, means."""
    for attachment in attachments:
        if url in (f"attachment://{attachment.file.name}", attachment.url):
            return attachment
    return None
