"""What the buttons and lists of points lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

SHOW_BALANCE = ActionId[int]("balance")  # page
LIST_HISTORY = ActionId[int, int]("points-history")  # member, page
LIST_HISTORY_OF = ActionId[int, int, int]("points-history-of")  # member, reason, page
OPEN_COLLECTION = ActionId[int]("profile-badges")  # member
SHOW_COLLECTION = ActionId[int, int]("collection")  # member, page
SHOW_PROFILE = ActionId[int, int]("profile")  # member, page
OPEN_PICKER = ActionId[int]("profile-grant")  # member
OPEN_POINTS_FORM = ActionId[int]("profile-points")  # member
SHOW_RULES = ActionId[int]("points-rules")  # page
SHOW_PLACES = ActionId[int]("places")  # page
REMOVE_PLACE = ActionId[()]("places-remove")
SHOW_BOOSTS = ActionId[int]("boosts")  # page
END_BOOST = ActionId[()]("boost-end")
OPEN_WHY = ActionId[int]("profile-why")  # member
SHOW_HISTORY = ActionId[int]("profile-history")  # member
DO_MANY = ActionId[int]("points-many-go")  # batch
SHOW_MANY = ActionId[int]("points-many-look")  # batch
ASK_UNDO = ActionId[int]("points-many-ask-undo")  # batch
UNDO_MANY = ActionId[int]("points-many-undo")  # batch
SEND_LEFT_OUT = ActionId[int]("points-many-file")  # batch
LIST_MANY = ActionId[int]("points-many-list")  # page
SHOW_MOVING = ActionId[int]("moving-look")  # import
CHOOSE_FEEDS = ActionId[int, int]("moving-feeds")  # import, which of its moneys
SWITCH_MODE = ActionId[int, int]("moving-mode")  # import, whether to set
OPEN_TERMS = ActionId[int]("moving-terms")  # import
LOOK_AGAIN = ActionId[int]("moving-again")  # import
CONFIRM_MOVING = ActionId[int, int]("moving-import")  # import, turn
CANCEL_MOVING = ActionId[int]("moving-cancel")  # import
SHOW_TIERS = ActionId[int]("moving-tiers")  # import
MAKE_TIERS = ActionId[int]("moving-make-tiers")  # import
SHOW_COUPONS = ActionId[int]("moving-coupons")  # import
MAKE_COUPONS = ActionId[int]("moving-make-coupons")  # import
