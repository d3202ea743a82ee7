"""What the buttons and lists of rewards lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

OPEN_SECTION = ActionId[int, int]("reward-section")  # reward, number
PUBLISH = ActionId[int]("reward-publish")  # reward
UNPUBLISH = ActionId[int]("reward-unpublish")  # reward
DROP_PICTURE = ActionId[int]("reward-no-picture")  # reward
PREVIEW = ActionId[int]("reward-preview")  # reward
ASK_ARCHIVE = ActionId[int]("reward-archive")  # reward
ARCHIVE_REWARD = ActionId[int]("reward-archive-now")  # reward
OPEN_REWARD = ActionId[()]("reward-pick")
LIST_REWARDS = ActionId[int, int]("reward-list")  # number, page
LIST_HOLDERS = ActionId[int, int, int]("reward-holders")  # reward, number of a state, page
NARROW_HOLDERS = ActionId[int, int]("reward-holders-in")  # reward, number of a state
SEND_HOLDERS = ActionId[int, int]("reward-holders-csv")  # reward, number of a state
