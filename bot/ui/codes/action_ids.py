"""What the buttons and lists of codes lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

OPEN_IMPORT_FORM = ActionId[int]("codes-bring-in")  # reward
SHOW_IMPORT = ActionId[int]("codes-import-look")  # import
ASK_UNDO = ActionId[int]("codes-undo")  # import
UNDO_IMPORT = ActionId[int]("codes-undo-now")  # import
CONFIRM_IMPORT = ActionId[int]("codes-import")  # import
INCLUDE_ELSEWHERE = ActionId[int, int]("codes-import-elsewhere")  # import, wanted
CANCEL_IMPORT = ActionId[int]("codes-import-cancel")  # import
CHOOSE_LAYOUT = ActionId[int, int]("codes-import-choose")  # import, question
SWITCH_LAYOUT = ActionId[int, int, int]("codes-import-switch")  # import, what, on
LIST_CODES = ActionId[int, int, int]("codes-list")  # reward, state, page
VOID_CODE = ActionId[int]("codes-void")  # code
ASK_VOID_REASON = ActionId[int]("codes-void-reason")  # code
