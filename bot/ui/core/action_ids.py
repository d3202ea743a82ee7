"""What the buttons and lists of core lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

NOT_NOW = ActionId[()]("not-now")
FIX_FORM = ActionId[int]("fix")  # form
