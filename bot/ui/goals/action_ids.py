"""What the buttons and lists of goals lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

MAKE_READY_MADE = ActionId[()]("goal-ready")
MAKE_OWN = ActionId[()]("goal-own")
CHANGE_GOAL = ActionId[int]("goal-change")  # goal
ASK_ARCHIVE = ActionId[int]("goal-archive")  # goal
ARCHIVE_GOAL = ActionId[int]("goal-archive-now")  # goal
OPEN_GOAL = ActionId[()]("goal-pick")
LIST_GOALS = ActionId[int, int]("goal-list")  # number, page
LIST_PROGRESS = ActionId[int]("goals")  # page
