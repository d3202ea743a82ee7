"""Members, their roles, and users.

https://docs.discord.com/developers/resources/guild#guild-member-object
"""

from bot.localdiscord.api.rest.guilds import check_may_manage, role_of
from bot.localdiscord.api.rest.paging import page, size_of
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import missing_access, missing_permissions, unknown
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import Intent, Json

routes = Routes()

MEMBERS = "/guilds/{guild_id}/members"
MEMBER = MEMBERS + "/{user_id}"
MEMBER_ROLE = MEMBER + "/roles/{role_id}"


@routes("GET", "/users/{user_id}")
def get_user(call: Call) -> Json:
    return call.user().to_wire()


@routes("GET", "/users/@me/guilds/{guild_id}/member")
def get_own_member(call: Call) -> Json:
    return call.community().bot.to_wire()


@routes("GET", MEMBERS)
def list_members(call: Call) -> list[Json]:
    community = call.community()
    if not call.world.allowed_intents & Intent.GUILD_MEMBERS:
        raise missing_access()
    found = page(call, community.members, usual=1, most=1000)
    return [community.members[user].to_wire() for user in found]


@routes("GET", MEMBERS + "/search")
def search_members(call: Call) -> list[Json]:
    query = call.query.get("query", "").lower()
    found = [m for m in call.community().members.values() if m.name.lower().startswith(query)]
    return [member.to_wire() for member in found[: size_of(call, 1, 1000)]]


@routes("GET", MEMBER)
def get_member(call: Call) -> Json:
    return call.member(call.community()).to_wire()


@routes("PATCH", MEMBER)
def change_member(call: Call) -> Json:
    community = call.community()
    member = call.member(community)
    call.accept_only("roles", "nick", "communication_disabled_until")
    if "roles" in call.body:
        wanted = {int(role) for role in call.body["roles"] or ()}
        roles = [role for role in community.roles if role.id in wanted]
        if len(roles) != len(wanted):
            raise unknown("Role", 10011)
        for role in set(roles) ^ set(member.roles):
            check_may_manage(community, role)
        member.set_roles(roles)
    if "nick" in call.body:
        if not community.bot.permissions & Permissions.MANAGE_NICKNAMES:
            raise missing_permissions()
        member.nick = call.body["nick"]
    if "communication_disabled_until" in call.body:
        call.require_in(community, Permissions.MODERATE_MEMBERS)
        if not community.bot.outranks(member) or member.permissions & Permissions.ADMINISTRATOR:
            raise missing_permissions()
        member.timed_out_until = call.body["communication_disabled_until"]
    member.dispatch_update()
    return member.to_wire()


@routes("PATCH", MEMBERS + "/@me")
def change_own_member(call: Call) -> Json:
    community = call.community()
    call.require_in(community, Permissions.CHANGE_NICKNAME)
    call.accept_only("nick")
    community.bot.nick = call.body.get("nick")
    community.bot.dispatch_update()
    return community.bot.to_wire()


@routes("PUT", MEMBER_ROLE)
def add_role(call: Call) -> None:
    community = call.community()
    member, role = call.member(community), role_of(call, community)
    check_may_manage(community, role)
    member.set_roles([*member.roles, role])


@routes("DELETE", MEMBER_ROLE)
def remove_role(call: Call) -> None:
    community = call.community()
    member, role = call.member(community), role_of(call, community)
    check_may_manage(community, role)
    member.set_roles(own for own in member.roles if own is not role)
