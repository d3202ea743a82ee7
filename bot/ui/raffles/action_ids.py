"""What the buttons and lists of raffles lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

TAKE_PART = ActionId[int]("raffle-enter")  # raffle
HOW_IT_IS_DRAWN = ActionId[int]("raffle-how")  # raffle
OPEN_RAFFLE = ActionId[int]("raffle-open")  # raffle
DRAW_NOW = ActionId[int]("raffle-draw")  # raffle
CANCEL_RAFFLE = ActionId[int]("raffle-cancel")  # raffle
ASK_END = ActionId[int]("raffle-end")  # raffle
SHOW_RAFFLE = ActionId[()]("raffle-show")
LIST_RAFFLES = ActionId[int]("raffle-list")  # page
