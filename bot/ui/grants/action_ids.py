"""What the buttons and lists of grants lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

CLAIM = ActionId[int]("claim")  # reward
GRANT_TO_ALL = ActionId[int]("grant-many-all")  # bulk
GRANT_AS_FAR = ActionId[int]("grant-many-reach")  # bulk
SHOW_BULK = ActionId[int]("grant-many-look")  # bulk
LIST_HELD = ActionId[int]("rewards")  # page
MY_REWARDS = ActionId[()]("my-rewards")
SHOW_CODE = ActionId[int, int]("code")  # grant, community
USE_COUPON = ActionId[int, int]("use")  # grant, community
LIST_NEWEST = ActionId[int, int]("grant-pick-page")  # member, page
GRANT_PICKED = ActionId[int]("grant-pick")  # member
FIND_REWARD = ActionId[int]("grant-pick-find")  # member
MARK_USED = ActionId[int]("coupon-use")  # grant
LIST_COUPONS = ActionId[int, int]("coupon-page")  # member, page
LIST_OPEN = ActionId[int, int]("coupon-open")  # reward (0: all), page
ASK_HANDED_OVER = ActionId[int, int]("coupon-open-ask")  # grant, reward (0: all)
HANDED_OVER = ActionId[int, int]("coupon-open-use")  # grant, reward (0: all)
SEND_OPEN = ActionId[int]("coupon-open-csv")  # reward (0: all)
ACCEPT_PRIZE = ActionId[int, int]("raffle-accept")  # raffle, community
