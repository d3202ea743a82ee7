"""What stands on an answer: buttons and lists."""

from bot.localdiscord import Answer, components


def ids(answer: Answer) -> list[str]:
    """Return where the buttons of an answer lead."""
    assert answer.message is not None
    return [button["custom_id"] for button in components.buttons(answer.message.components)]


def lead_to(answer: Answer, custom_id: str) -> None:
    """Make the first button of an answer lead elsewhere, as a forged press would."""
    assert answer.message is not None
    components.buttons(answer.message.components)[0]["custom_id"] = custom_id


def labels(card: Answer) -> list[str]:
    """What can be chosen on a card."""
    return [option["label"] for select in card.selects for option in select["options"]]
