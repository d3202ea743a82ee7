"""/settings proxies: the bots that are trusted to repost what members wrote."""

import discord

from bot.services.community import proxies
from bot.texts import t
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, db, locale, person
from bot.ui.core.cards import settings_card, small
from cogs import groups


@groups.settings.command(name="proxies")
async def settings_proxies(
    interaction: Interaction, add: discord.User | None = None, remove: discord.User | None = None
) -> None:
    """Show, add or remove the bots that repost what members wrote."""
    by, language = person(interaction), locale(interaction)
    if add is not None:
        await db(interaction).write(proxies.add, by, add.id, is_bot=add.bot)
    if remove is not None:
        await db(interaction).write(proxies.remove, by, remove.id)
    if add is not None or remove is not None:
        interaction.client.dispatch("proxies_changed", by.community_id)
    found = await db(interaction).read(proxies.list_proxies, by)
    bots = ", ".join(f"<@{bot_id}>" for bot_id in found)
    saved = add is not None or remove is not None
    card = settings_card(
        language,
        t(language, "settings-proxies", bots=bots)
        if found
        else t(language, "settings-proxies-none"),
        small(t(language, "settings-proxies-how")),
        saved=saved,
    )
    await answer(interaction, card)
