"""The groups that subcommands belong to, such as /settings.

A subcommand adds itself to its group where it is defined, so its file may be loaded in any order.
"""

from discord.app_commands import Group
from discord.ext import commands

from bot.ui.core.commands import manager_group, text

codes = manager_group("codes", "command-codes")
coupon = manager_group("coupon", "command-coupon")
goal = manager_group("goal", "command-goal")
grant = manager_group("grant", "command-grant")
points = manager_group("points", "command-points")
privacy = Group(name="privacy", description=text("command-privacy"))
reward = manager_group("reward", "command-reward")
settings = manager_group("settings", "command-settings")
workflow = manager_group("workflow", "command-workflow")

GROUPS = (codes, coupon, goal, grant, points, privacy, reward, settings, workflow)


async def setup(bot: commands.Bot) -> None:
    """Add the groups, with whatever is in them by the time Discord is told of the commands."""
    for group in GROUPS:
        bot.tree.add_command(group)
