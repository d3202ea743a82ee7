"""Bringing codes in from a voucher's card: the same import as `/codes import`, from a form."""

from bot.services.errors import InvalidInputError
from bot.ui.codes import import_preview
from bot.ui.codes.action_ids import OPEN_IMPORT_FORM
from bot.ui.core.access import MANAGERS
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction
from bot.ui.core.fields import FileField
from bot.ui.core.files import MEGABYTE
from bot.ui.core.forms import Form, Sent

LARGEST_FILE = 25 * MEGABYTE
"""Bytes of a file of codes that chat takes."""


class ImportForm(Form, name="codes-import", access=MANAGERS, opened_by=OPEN_IMPORT_FORM):
    """Asks for a file of codes."""

    title = "codes-admin-import-codes"
    fields = (
        FileField(
            name="file",
            label="codes-admin-file",
            hint="command-codes-import-file",
            required=True,
            most=LARGEST_FILE,
        ),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> None:
        """Read the file, and show what importing it would do."""
        if sent.file is None:
            raise InvalidInputError("file", "import-empty-file")
        async with working(interaction):
            import_id = await import_preview.stage(interaction, sent.target, sent.file)
            await answer(interaction, await import_preview.card(interaction, import_id))
            await import_preview.send_rejects(interaction, import_id)
