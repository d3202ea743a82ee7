"""Red-DiscordBot, a whole bot: it runs with its own core, and one cog."""

import json
import sys
from pathlib import Path

import discord
import yarl
from redbot.__main__ import main
from redbot.core import data_manager
from surroundings import API, GATEWAY, TOKEN

discord.http.Route.BASE = API
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(GATEWAY)

# Red loads no cogs when it has never run on this Python before; so it is told that it has.
instance = "temporary_red"
data_manager.create_temp_config()
data_manager.load_basic_configuration(instance)
ran_before = {"last_system_info": {"python_version": sys.version_info[:2]}}
settings = {"0": {"GLOBAL": ran_before}}
(data_manager.core_data_path() / "settings.json").write_text(json.dumps(settings))

cogs = str(Path(__file__).parent / "cogs")
options = ["--no-prompt", "--prefix", "!", "--token", TOKEN]
sys.argv[1:] = [instance, *options, "--cog-path", cogs, "--load-cogs", "panel"]
main()
