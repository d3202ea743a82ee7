"""What the buttons and lists of setup lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

SET_ZONE = ActionId[()]("setup-zone")
ASK_ZONE = ActionId[()]("setup-zone-other")
SET_CHANNEL = ActionId[int]("setup-channel")  # purpose
ADD_MANAGER = ActionId[()]("setup-manager")
SHOW_STEP = ActionId[int]("setup")  # number
NEXT_STEP = ActionId[int]("setup-next")  # number
LEAVE_CORNERS = ActionId[()]("setup-corners")
ADD_GOAL = ActionId[int]("setup-goal")  # number
ADD_WORKFLOW = ActionId[int]("setup-workflow")  # number
FIND_REWARD = ActionId[int]("setup-workflow-find")  # number
ADD_WORKFLOW_WITH = ActionId[int]("setup-workflow-with")  # number
