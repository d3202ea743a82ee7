"""How managers open, see and close raffles."""

from discord.utils import format_dt

from bot.services.raffles import drawing, listing, opening
from bot.services.raffles.listing import RaffleLine
from bot.services.raffles.opening import RaffleTerms
from bot.texts import t
from bot.ui.core import pages
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, SUCCESS, action, button, chosen_number
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import suggest
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import GOOD, Card, escape, small, title
from bot.ui.core.confirm import confirmation
from bot.ui.core.fields import TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.core.pages import Line
from bot.ui.raffles.action_ids import (
    ASK_END,
    CANCEL_RAFFLE,
    DRAW_NOW,
    LIST_RAFFLES,
    OPEN_RAFFLE,
    SHOW_RAFFLE,
)
from bot.ui.raffles.card import about
from db.tables import RaffleState

NAME_LENGTH = 100
"""Characters of a name in a list, with those that escape others."""


class RaffleForm(Form, name="raffle", access=MANAGERS):
    """Asks again for what was typed wrong; the reward, channel and role stay as they were given."""

    title = "raffle-form"
    fields = (
        TextField(name="units", label="raffle-field-units", required=True, most=10),
        TextField(
            name="until",
            label="raffle-field-until",
            hint="raffle-hint-until",
            required=True,
            most=40,
        ),
        TextField(name="days", label="raffle-field-days", hint="raffle-hint-days", most=10),
        TextField(name="accept", label="raffle-field-accept", hint="raffle-hint-accept", most=20),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Write the raffle down, and show what would be opened."""
        raffle_id = await write(
            interaction,
            opening.draft,
            RaffleTerms(
                sent.number("reward") or 0,
                sent.number("channel") or interaction.channel_id or 0,
                sent.text("units"),
                sent.text("until"),
                sent.text("accept"),
                sent.text("days"),
                sent.number("role"),
            ),
        )
        language = locale(interaction)
        raffle = await read(interaction, listing.details, raffle_id)
        return confirmation(
            language,
            *(part for part in about(language, raffle) if part),
            small(t(language, "raffle-open-means", channel=f"<#{raffle.channel_id}>")),
            confirm=t(language, "raffle-open"),
            leads_to=OPEN_RAFFLE.id(raffle_id),
        )


@action(OPEN_RAFFLE, MANAGERS)
async def open_raffle(interaction: Interaction, raffle_id: int) -> Card:
    """Open it; its card is on its way."""
    await write(interaction, opening.open_raffle, raffle_id)
    language = locale(interaction)
    raffle = await read(interaction, listing.details, raffle_id)
    text = t(
        language,
        "raffle-opened",
        reward=escape(raffle.reward_name),
        channel=f"<#{raffle.channel_id}>",
    )
    return Card(text, small(t(language, "raffle-opened-end")), colour=GOOD)


@suggest
async def open_raffles(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest raffles that run, by a part of their reward's name."""
    language = locale(interaction)
    found = await read(interaction, listing.find_open, typed)
    return [(_label(language, one), str(one.raffle_id)) for one in found]


def _label(language: str, raffle: RaffleLine) -> str:
    return t(
        language,
        "raffle-label",
        reward=raffle.reward_name,
        units=raffle.units,
        entries=raffle.entries,
    )


async def show(interaction: Interaction, raffle_id: int) -> Card:
    """Return a raffle as managers see it, with the way to end it while it runs."""
    language = locale(interaction)
    raffle = await read(interaction, listing.details, raffle_id)
    parts = about(language, raffle)
    if raffle.state is RaffleState.OPEN:
        end = button(t(language, "raffle-end"), ASK_END.id(raffle_id), style=DANGER)
        return Card(*parts, [end])
    return Card(*parts)


@action(ASK_END, MANAGERS)
async def ask_end(interaction: Interaction, raffle_id: int) -> Card:
    """Ask whether to draw a raffle now, or to end it without a draw."""
    language = locale(interaction)
    raffle = await read(interaction, listing.details, raffle_id)
    if raffle.state is not RaffleState.OPEN:
        return Card(*about(language, raffle))
    return confirmation(
        language,
        title(t(language, "raffle-end-question", reward=escape(raffle.reward_name))),
        t(
            language,
            "raffle-end-means",
            count=raffle.entries,
            at=format_dt(raffle.closes_at, "f"),
        ),
        confirm=t(language, "raffle-draw-now"),
        leads_to=DRAW_NOW.id(raffle_id),
        style=SUCCESS,
        other=button(t(language, "raffle-cancel"), CANCEL_RAFFLE.id(raffle_id), style=DANGER),
    )


@action(DRAW_NOW, MANAGERS)
async def draw_now(interaction: Interaction, raffle_id: int) -> Card:
    """Draw a raffle before its time."""
    await write(interaction, drawing.draw_now, raffle_id)
    return await show(interaction, raffle_id)


@action(CANCEL_RAFFLE, MANAGERS)
async def cancel_raffle(interaction: Interaction, raffle_id: int) -> Card:
    """End a raffle without a draw."""
    await write(interaction, drawing.cancel, raffle_id)
    return await show(interaction, raffle_id)


async def list_card(interaction: Interaction, page: int) -> Card:
    """Return a page of all raffles, with a way to each."""
    language = locale(interaction)
    found = await read(interaction, listing.list_page, page)
    return pages.list_card(
        language,
        "raffle-list",
        [Line(_line(language, one), _label(language, one), one.raffle_id) for one in found.lines],
        (found.total, found.page, found.pages),
        empty=t(language, "raffle-list-empty"),
        opens=SHOW_RAFFLE.id(),
        leads_to=LIST_RAFFLES.id,
    )


def _line(language: str, raffle: RaffleLine) -> str:
    when = format_dt(raffle.closes_at, "R")
    closed = "" if raffle.state is RaffleState.OPEN else "-closed"
    facts = [
        t(language, f"raffle-state-{raffle.state}", when=when),
        t(language, "raffle-units", units=raffle.units),
        t(language, f"raffle-entries{closed}", count=raffle.entries),
    ]
    return f"**{escape(raffle.reward_name, NAME_LENGTH)}**\n{small(' · '.join(facts))}"


@action(LIST_RAFFLES, MANAGERS)
async def list_raffles(interaction: Interaction, page: int) -> Card:
    """Show another page of the list."""
    return await list_card(interaction, page)


@action(SHOW_RAFFLE, MANAGERS)
async def show_raffle(interaction: Interaction) -> None:
    """Open the raffle that was chosen in the list."""
    await answer(interaction, await show(interaction, chosen_number(interaction)))
