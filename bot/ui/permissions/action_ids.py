"""What the buttons and lists of permissions lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

LIST_MANAGERS = ActionId[int]("settings-managers")  # page
