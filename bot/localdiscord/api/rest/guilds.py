"""Communities and their roles.

https://docs.discord.com/developers/resources/guild
"""

from bot.localdiscord.api.rest.paging import page
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import Refusal, missing_permissions, unknown
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.role import Role
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import Json

routes = Routes()

GUILD = "/guilds/{guild_id}"
APPEARANCE = ("name", "color", "colors", "hoist", "mentionable")
ROLE = GUILD + "/roles/{role_id}"


def check_may_manage(community: Community, role: Role) -> None:
    """Refuse unless the bot may add, remove or change a role: by permission and by hierarchy.

    https://docs.discord.com/developers/topics/permissions#permission-hierarchy
    """
    if role is community.everyone or role.managed:
        raise Refusal(400, 50028, "Invalid role")
    permissions = community.bot.permissions
    highest = max(own.position for own in [community.everyone, *community.bot.roles])
    if not permissions & Permissions.MANAGE_ROLES or role.position >= highest:
        raise missing_permissions()


def role_of(call: Call, community: Community) -> Role:
    """Return the role that the path names."""
    role = community.role(call.number("role_id"))
    if role is None:
        raise unknown("Role", 10011)
    return role


@routes("GET", "/users/@me/guilds")
def list_guilds(call: Call) -> list[Json]:
    counted = call.query.get("with_counts") in ("true", "1")
    shown = page(call, call.world.communities, usual=200, most=200)
    return [
        {
            "id": str(community.id),
            "name": community.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(int(community.bot.permissions)),
            "features": [],
            **(_counts(community) if counted else {}),
        }
        for community in (call.world.communities[one] for one in shown)
    ]


def _counts(community: Community) -> Json:
    count = len(community.members)
    return {"approximate_member_count": count, "approximate_presence_count": count}


@routes("DELETE", "/users/@me/guilds/{guild_id}")
def leave_guild(call: Call) -> None:
    call.community().remove_bot()


@routes("GET", GUILD)
def get_guild(call: Call) -> Json:
    community = call.community()
    wire = community.to_wire()
    if call.query.get("with_counts") in ("true", "1"):
        wire |= _counts(community)
    return wire


@routes("GET", GUILD + "/roles")
def list_roles(call: Call) -> list[Json]:
    return [role.to_wire() for role in call.community().roles]


@routes("POST", GUILD + "/roles")
def create_role(call: Call) -> Json:
    community = call.community()
    wanted = Permissions(int(call.body.get("permissions") or 0))
    permissions = community.bot.permissions
    if not permissions & Permissions.MANAGE_ROLES or wanted & ~permissions:
        raise missing_permissions()
    call.accept_only("permissions", *APPEARANCE)
    name = call.body.get("name") or "new role"
    role = community.add_role(name, permissions=wanted)
    role.apply_appearance(call.body)
    role.dispatch_update()
    return role.to_wire()


@routes("GET", ROLE)
def get_role(call: Call) -> Json:
    return role_of(call, call.community()).to_wire()


@routes("PATCH", ROLE)
def change_role(call: Call) -> Json:
    community = call.community()
    role = role_of(call, community)
    check_may_manage(community, role)
    call.accept_only("permissions", *APPEARANCE)
    role.apply_appearance(call.body)
    role.name = call.body.get("name") or role.name
    if call.body.get("permissions") is not None:
        role.permissions = Permissions(int(call.body["permissions"]))
    else:
        role.dispatch_update()
    return role.to_wire()


@routes("DELETE", ROLE)
def delete_role(call: Call) -> None:
    community = call.community()
    role = role_of(call, community)
    check_may_manage(community, role)
    community.remove_role(role)
