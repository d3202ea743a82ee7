"""Naming a code or an import of a voucher: what is suggested while typing."""

from bot.services import calendar
from bot.services.codes import codes as all_codes
from bot.services.codes import import_undo
from bot.services.community import settings
from bot.services.rewards import lookup
from bot.texts import t
from bot.ui.codes import listing
from bot.ui.core.autocomplete import suggest
from bot.ui.core.base import Interaction, db, locale, person, read


async def _voucher(interaction: Interaction) -> int:
    """Return the voucher that the command's other option names."""
    named = str(interaction.namespace.reward or "")
    found = await db(interaction).read(lookup.resolve, person(interaction).community_id, named)
    return found.reward_id


@suggest
async def codes(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest a voucher's codes by number, never whole."""
    language = locale(interaction)
    found = await read(interaction, all_codes.suggest, await _voucher(interaction), typed)
    return [
        (
            f"{listing.plain_name(code)} · {listing.state_of(language, code.state)}",
            f"#{code.number}",
        )
        for code in found
    ]


@suggest
async def imports(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest the imports of a voucher by a part of the file's name, newest first."""
    language = locale(interaction)
    community = await read(interaction, settings.get)
    zone = calendar.clock(community.timezone)
    found = await read(interaction, import_undo.undoable, await _voucher(interaction))
    return [
        (
            t(
                language,
                "codes-admin-import-choice",
                file=one.file_name,
                day=one.created_at.astimezone(zone).date().isoformat(),
                added=one.added,
            ),
            str(one.id),
        )
        for one in found
        if typed.casefold() in one.file_name.casefold()
    ]


async def chosen_import(interaction: Interaction, reward_id: int, typed: str | None) -> int:
    """Return the import that was named, or the newest."""
    return await read(interaction, import_undo.choose, reward_id, typed)
