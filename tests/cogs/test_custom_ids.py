"""Messages keep the custom ids that they were sent with, so those lead somewhere for ever."""

from pathlib import Path

from bot.client import load_files
from bot.ui.core.actions import known_actions
from bot.ui.core.forms import known_forms

SENT = Path(__file__).with_name("custom_ids.txt").read_text(encoding="utf-8").splitlines()
"""Each action with how many numbers its ids carry, and each form, as they were sent once. What is
new may be added; nothing is taken away."""


def test_every_custom_id_that_was_sent_leads_somewhere() -> None:
    """Proven: with "codes-list" called "code-list", and with one number less, this failed."""
    load_files("cogs")
    actions = {f"{name} {action.arguments}" for name, action in known_actions().items()}
    forms = {f"form {form.name}" for form in known_forms()}
    assert sorted(set(SENT) - actions - forms) == []
