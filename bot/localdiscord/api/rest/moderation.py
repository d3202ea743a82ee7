"""Removing members, and bans.

https://docs.discord.com/developers/resources/guild#get-guild-bans
"""

from datetime import timedelta

from bot.localdiscord.api.rest.members import MEMBER
from bot.localdiscord.api.rest.paging import page
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import missing_permissions, unknown
from bot.localdiscord.model import posting
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.snowflakes import time_of
from bot.localdiscord.wire import Json

routes = Routes()

BANS = "/guilds/{guild_id}/bans"
BAN = BANS + "/{user_id}"


def _check_outranked(community: Community, member: Member | None) -> None:
    if member is not None and not community.bot.outranks(member):
        raise missing_permissions()


def _community_with_bans(call: Call) -> Community:
    community = call.community()
    call.require_in(community, Permissions.BAN_MEMBERS)
    return community


@routes("DELETE", MEMBER)
def kick(call: Call) -> None:
    community = call.community()
    call.require_in(community, Permissions.KICK_MEMBERS)
    member = call.member(community)
    _check_outranked(community, member)
    community.remove(member)


@routes("GET", BANS)
def list_bans(call: Call) -> list[Json]:
    community = _community_with_bans(call)
    found = page(call, community.bans, usual=1000, most=1000)
    return [community.ban_to_wire(user) for user in found]


@routes("GET", BAN)
def get_ban(call: Call) -> Json:
    community = _community_with_bans(call)
    if call.number("user_id") not in community.bans:
        raise unknown("Ban", 10026)
    return community.ban_to_wire(call.number("user_id"))


@routes("PUT", BAN)
def ban(call: Call) -> None:
    community = _community_with_bans(call)
    call.accept_only("delete_message_seconds")
    user = call.user()
    _check_outranked(community, community.member_of(user))
    community.add_ban(user, call.reason)
    seconds = call.body.get("delete_message_seconds") or call.query.get("delete_message_seconds")
    since = call.world.clock.now() - timedelta(seconds=int(seconds or 0))
    for channel in community.channels:
        theirs = [m for m in channel.messages if m.author is user and time_of(m.id) > since]
        if theirs:
            posting.delete_many(theirs)


@routes("DELETE", BAN)
def delete_ban(call: Call) -> None:
    community = _community_with_bans(call)
    if call.number("user_id") not in community.bans:
        raise unknown("Ban", 10026)
    community.remove_ban(call.world.users[call.number("user_id")])
