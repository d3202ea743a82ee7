"""What the buttons of statistics lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

SHOW_STATS = ActionId[int, int]("stats")  # subject, weeks
SHOW_STATS_WINDOW = ActionId[int, int]("stats-window")  # the same, from another row of buttons
SEND_STATS = ActionId[int, int]("stats-csv")  # subject, weeks
SHOW_REWARD_STATS = ActionId[int, int]("reward-stats")  # reward, weeks
SAVE_CHANGE = ActionId[int]("earning-save")  # form
BOOST_IN = ActionId[int]("boost-in")  # form
SEND_REWARD_STATS = ActionId[int, int]("reward-stats-csv")  # reward, weeks
