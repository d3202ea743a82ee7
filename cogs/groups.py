"""The groups that subcommands belong to, such as /settings.

A subcommand adds itself to its group where it is defined, so its file may be loaded in any order.
"""

from bot.ui.core.commands import group

codes = group("codes", managers=True)
coupon = group("coupon", managers=True)
goal = group("goal", managers=True)
grant = group("grant", managers=True)
points = group("points", managers=True)
privacy = group("privacy")
raffle = group("raffle", managers=True)
reward = group("reward", managers=True)
settings = group("settings", managers=True)
workflow = group("workflow", managers=True)
