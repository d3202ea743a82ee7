"""`/points import`: reading what another bot gave out, choosing how it comes in, and importing."""

import io
from collections.abc import Sequence

import discord
import structlog

from bot.runtime import point_files
from bot.runtime.point_files import OnProgress
from bot.services.forms import KeptFile
from bot.services.moving import importing, preview, staging
from bot.services.moving.brought import Feeds
from bot.services.moving.terms import LISTED, Mode
from bot.services.points import many_reports
from bot.services.typed import whole_number
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import TooOldError, action, chosen
from bot.ui.core.answers import Progress, answer, working
from bot.ui.core.base import Interaction, currency, db, locale, person, read, write
from bot.ui.core.cards import CAREFUL, Card, escape, note, shorten
from bot.ui.core.fields import TextField
from bot.ui.core.files import MEGABYTE, attached_file
from bot.ui.core.forms import Form, Sent
from bot.ui.core.recipients import fetch_members
from bot.ui.core.transient import TRANSIENT
from bot.ui.core.uploads import send_file
from bot.ui.points import action_ids as ids
from bot.ui.points import many, moving_card
from db.tables import BatchState

log = structlog.get_logger(__name__)

LARGEST = 25 * MEGABYTE
"""Bytes of all files together that chat takes; larger ones come from the machine's own disk."""

_FILE_NAME = 50  # characters on a card


async def fetch(
    interaction: Interaction, attachments: Sequence[discord.Attachment]
) -> list[KeptFile]:
    """Return the files that were given; together they may be `LARGEST`."""
    left, files = LARGEST, []
    for attachment in attachments:
        files.append(await attached_file("file", attachment, left).fetch(interaction))
        left -= attachment.size
    return files


async def stage(interaction: Interaction, files: Sequence[KeptFile], named: str | None) -> int:
    """Read files into a new import, telling how far it is, and return the import's id."""
    language = locale(interaction)
    name = ", ".join(file.name for file in files)
    shown = escape(shorten(name, _FILE_NAME))
    async with working(interaction) as progress:
        members = await fetch_members(interaction, progress)
        return await point_files.stage(
            db(interaction),
            person(interaction),
            [io.BytesIO(file.content) for file in files],
            name,
            named=named,
            bots={member.id for member in members if member.bot},
            on_progress=_telling(language, progress, shown),
        )


def _telling(language: str, progress: Progress, file: str = "") -> OnProgress:
    """Return what tells how far a file was read, or its preview is."""

    async def tell(doing: str, accounts: int) -> None:
        await progress.tell(t(language, f"moving-{doing}", file=file, accounts=accounts))

    return tell


@action(ids.SHOW_MOVING, MANAGERS)
async def card(interaction: Interaction, moving_id: int) -> Card:
    """Return the card that shows what importing would do and offers it, or what has come of it."""
    language, name = locale(interaction), await currency(interaction)
    seen = await read(interaction, preview.preview, moving_id)
    if seen.batch_id is None:
        return moving_card.card(language, seen, name)
    report = await read(interaction, many_reports.report, seen.batch_id)
    if report.state is not BatchState.DONE:
        return await many.show_many(interaction, seen.batch_id)
    return moving_card.done(language, seen, report, name)


async def send_rejects(interaction: Interaction, moving_id: int) -> None:
    """Send who is left out or gets other than the file says, below the card, which stands alone."""
    seen = await read(interaction, preview.preview, moving_id)
    if not any(loss in LISTED for loss in seen.losses):
        return
    language = locale(interaction)
    content = await point_files.rejects_csv(db(interaction), person(interaction), seen, language)
    try:
        await send_file(interaction, t(language, "moving-rejects"), "rejected.csv", content)
    except (discord.HTTPException, *TRANSIENT) as error:
        log.warning("rejects.not_handed_over", error=type(error).__name__)
        await answer(interaction, note(t(language, "moving-rejects-failed"), colour=CAREFUL))


async def _again(interaction: Interaction, moving_id: int, **changes: object) -> Card:
    """Work out what importing would do with another choice, and show it."""
    async with working(interaction, replaces=True) as progress:
        await point_files.choose(
            db(interaction),
            person(interaction),
            moving_id,
            _telling(locale(interaction), progress),
            **changes,
        )
        return await card(interaction, moving_id)


@action(ids.CHOOSE_FEEDS, MANAGERS)
async def choose_feeds(interaction: Interaction, moving_id: int, at: int) -> Card:
    """Take what a money is to feed."""
    seen = await read(interaction, preview.preview, moving_id)
    value = chosen(interaction)
    if at >= len(seen.moneys) or value not in list(Feeds):
        raise TooOldError
    return await _again(interaction, moving_id, feeds={seen.moneys[at].key: value})


@action(ids.SWITCH_MODE, MANAGERS)
async def switch_mode(interaction: Interaction, moving_id: int, setting: int) -> Card:
    """Add to what members have, or bring wallets to the number."""
    return await _again(interaction, moving_id, mode=Mode.SET if setting else Mode.ADD)


@action(ids.LOOK_AGAIN, MANAGERS)
async def look_again(interaction: Interaction, moving_id: int) -> Card:
    """Count anew who is here, once all members were looked at."""
    return await _again(interaction, moving_id)


class TermsForm(Form, name="points-import-terms", access=MANAGERS):
    """Asks at which rate points come in, and how many at the most."""

    title = "moving-set-terms"
    fields = (
        TextField(
            name="rate",
            label="moving-rate",
            hint="moving-rate-hint",
            required=True,
            most=40,
        ),
        TextField(name="cap", label="moving-cap", hint="moving-cap-hint", most=20),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Work out what importing would do on these terms."""
        rate = (sent.text("rate") or "").strip()
        cap = whole_number(sent.text("cap"))
        return await _again(interaction, sent.target, rate=rate, cap=cap)


@action(ids.OPEN_TERMS, MANAGERS)
async def open_terms(interaction: Interaction, moving_id: int) -> None:
    """Open the form, filled in."""
    choices = await read(interaction, preview.choices, moving_id)
    await TermsForm.open(
        interaction, target=moving_id, values={"rate": choices.rate, "cap": choices.cap}
    )


@action(ids.CANCEL_MOVING, MANAGERS)
async def cancel(interaction: Interaction, moving_id: int) -> Card:
    """Give an import up."""
    await write(interaction, staging.abandon, moving_id)
    return Card(t(locale(interaction), "moving-cancelled"))


@action(ids.CONFIRM_MOVING, MANAGERS)
async def confirm(interaction: Interaction, moving_id: int, turn: int) -> Card:
    """Bring in what was seen; again brings nothing more and says the same."""
    async with working(interaction, replaces=True) as progress:
        batch_id = await write(interaction, importing.confirm, moving_id, turn)
        await many.finish(interaction, progress, batch_id)
        return await card(interaction, moving_id)
