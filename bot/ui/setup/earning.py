"""What earns points, and where it had better not."""

from collections.abc import Sequence

from bot.services.community import corners
from bot.services.community.corners import Channel
from bot.services.points import rules
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import SUCCESS, action, button
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import Card, Part, small, with_button
from bot.ui.core.earning import rule_line
from bot.ui.setup.action_ids import LEAVE_CORNERS
from bot.ui.setup.guide import step, step_card


@step("earning")
async def _earning(interaction: Interaction) -> Sequence[Part | None]:
    language, called = locale(interaction), await currency(interaction)
    seen = await read(interaction, rules.list_rules)
    lines = [rule_line(language, rule, called) for rule in seen.rules]
    found = await read(interaction, corners.proposed, _channels(interaction))
    offer = None
    if found:
        named = ", ".join(f"<#{channel_id}>" for channel_id in found)
        taking = button(t(language, "setup-corners-take"), LEAVE_CORNERS.id(), style=SUCCESS)
        offer = with_button(t(language, "setup-corners", channels=named), taking)
    return ["\n".join(lines), small(t(language, "earning-how")), offer]


def _channels(interaction: Interaction) -> list[Channel]:
    guild = interaction.guild
    there = guild.channels if guild is not None else ()
    return [Channel(one.id, one.name, one.category_id) for one in there]


@action(LEAVE_CORNERS, MANAGERS)
async def leave_corners(interaction: Interaction) -> Card:
    """Let nothing be earned where it was proposed."""
    count = await write(interaction, corners.leave_out, _channels(interaction))
    done = t(locale(interaction), "setup-corners-done", count=count)
    return await step_card(interaction, "earning", done)
