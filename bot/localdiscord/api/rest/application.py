"""The application: its user, its gateway URL, and its commands.

https://docs.discord.com/developers/resources/application
"""

from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import raise_if, unknown
from bot.localdiscord.limits.commands import command_problems, set_problems
from bot.localdiscord.wire import Json

routes = Routes()

# Fields of an application that are always null here.
UNSET = ("icon", "type", "team", "interactions_endpoint_url", "role_connections_verification_url")
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"


@routes("GET", "/users/@me")
def get_me(call: Call) -> Json:
    return call.world.bot.to_wire() | {"verified": True, "mfa_enabled": True, "locale": "en-US"}


@routes("GET", "/oauth2/applications/@me")
@routes("GET", "/applications/@me")
def get_application(call: Call) -> Json:
    bot = call.world.bot
    return dict.fromkeys(UNSET) | {
        "id": str(bot.id),
        "name": bot.name,
        "description": "",
        "summary": "",
        "bot": bot.to_wire(),
        "owner": bot.to_wire() | {"bot": False},
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": call.world.gateway.sessions.application_flags,
        "flags_new": str(call.world.gateway.sessions.application_flags),
        "rpc_origins": [],
        "redirect_uris": [],
        "integration_types_config": {"0": {}},
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "approximate_guild_count": len(call.world.communities),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
    }


@routes("GET", "/soundboard-default-sounds")
def list_default_sounds(_: Call) -> list[Json]:
    sound: Json = {"sound_id": "1", "name": "quack", "volume": 1.0, "available": True}
    return [sound | {"emoji_id": None, "emoji_name": "🦆"}]


@routes("GET", "/applications/{application_id}/emojis")
@routes("GET", "/guilds/{guild_id}/soundboard-sounds")
def list_none(_: Call) -> Json:
    return {"items": []}


@routes("GET", "/guilds/{guild_id}/emojis")
def list_emojis(call: Call) -> list[Json]:
    return [emoji.to_wire() for emoji in call.community().emojis.values()]


@routes("GET", "/guilds/{guild_id}/stickers")
def list_nothing(call: Call) -> list[Json]:
    call.community()
    return []


@routes("GET", "/gateway")
def get_gateway(call: Call) -> Json:
    return {"url": call.world.gateway.sessions.url}


@routes("GET", "/gateway/bot")
def get_gateway_bot(call: Call) -> Json:
    sessions = call.world.gateway.sessions
    return {
        "url": sessions.url,
        "shards": sessions.recommended_shards,
        "session_start_limit": sessions.starts.to_wire(),
    }


def _scope(call: Call) -> int | None:
    if call.number("application_id") != call.world.bot.id:
        raise unknown("Application", 10002)
    return call.community().id if "guild_id" in call.params else None


@routes("GET", COMMANDS)
@routes("GET", GUILD_COMMANDS)
def list_commands(call: Call) -> list[Json]:
    """Localizations are included only on request.

    https://docs.discord.com/developers/interactions/application-commands#get-global-application-commands
    """
    found = call.world.commands.registered(_scope(call))
    if call.query.get("with_localizations") in ("true", "1"):
        return found
    return [_without_localizations(command) for command in found]


def _without_localizations(thing: Json) -> Json:
    kept = {key: value for key, value in thing.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [_without_localizations(inner) for inner in kept[key]]
    return kept


@routes("PUT", COMMANDS)
@routes("PUT", GUILD_COMMANDS)
def replace_commands(call: Call) -> list[Json]:
    scope = _scope(call)
    raise_if(set_problems(call.array))
    return call.world.commands.replace(scope, call.array)


@routes("POST", COMMANDS)
@routes("POST", GUILD_COMMANDS)
def create_command(call: Call) -> Json:
    scope = _scope(call)
    raise_if(command_problems(call.body))
    before = len(call.world.commands.registered(scope))
    command = call.world.commands.upsert(scope, call.body)
    call.status = 201 if len(call.world.commands.registered(scope)) > before else 200
    return command


@routes("GET", COMMANDS + "/{command_id}")
@routes("GET", GUILD_COMMANDS + "/{command_id}")
def get_command(call: Call) -> Json:
    return call.world.commands.get(_scope(call), call.number("command_id"))


@routes("PATCH", COMMANDS + "/{command_id}")
@routes("PATCH", GUILD_COMMANDS + "/{command_id}")
def change_command(call: Call) -> Json:
    scope, command_id = _scope(call), call.number("command_id")
    raise_if(command_problems(call.world.commands.get(scope, command_id) | call.body))
    return call.world.commands.change(scope, command_id, call.body)


@routes("DELETE", COMMANDS + "/{command_id}")
@routes("DELETE", GUILD_COMMANDS + "/{command_id}")
def delete_command(call: Call) -> None:
    call.world.commands.remove(_scope(call), call.number("command_id"))


@routes("GET", GUILD_COMMANDS + "/permissions")
def list_command_permissions(call: Call) -> list[Json]:
    community = call.community()
    commands = call.world.commands
    known = [*commands.registered(), *commands.registered(community.id)]
    described = [commands.permissions_to_wire(command, community) for command in known]
    return [description for description in described if description["permissions"]]


@routes("GET", GUILD_COMMANDS + "/{command_id}/permissions")
def get_command_permissions(call: Call) -> Json:
    for permissions in list_command_permissions(call):
        if permissions["id"] == call.params["command_id"]:
            return permissions
    raise unknown("application command permissions", 10066)
