"""What the buttons and lists of workflows lead to, each with the numbers that its id carries."""

from bot.ui.core.actions import ActionId

BACK_TO_DRAFT = ActionId[int]("workflow-draft")  # draft
SET_TRIGGER = ActionId[int, int]("workflow-trigger")  # draft, group
ADD_CONDITION = ActionId[int, int]("workflow-condition")  # draft, number
ADD_STEP = ActionId[int]("workflow-step")  # draft
OPEN_PART = ActionId[int, int]("workflow-pick")  # draft, page
CHANGE_PART = ActionId[int, int]("workflow-change")  # draft, number
MOVE_PART = ActionId[int, int, int]("workflow-move")  # draft, number, down
NEGATE = ActionId[int, int]("workflow-turn")  # draft, number
SET_GO_ON = ActionId[int, int, int]("workflow-go-on")  # draft, number, on
REMOVE_PART = ActionId[int, int]("workflow-remove")  # draft, number
SHOW_DRY_RUN = ActionId[int, int]("workflow-try")  # draft, workflow
DRY_RUN_ON = ActionId[int, int]("workflow-try-on")  # draft, workflow
EXPORT = ActionId[int]("workflow-export")  # workflow
OPEN_WORKFLOW = ActionId[()]("workflow-open")
LIST_WORKFLOWS = ActionId[int, int]("workflow-list")  # state, page
EDIT = ActionId[int]("workflow-edit")  # workflow
ENABLE = ActionId[int]("workflow-enable")  # workflow
DISABLE = ActionId[int]("workflow-disable")  # workflow
ASK_ARCHIVE = ActionId[int]("workflow-archive")  # workflow
ARCHIVE = ActionId[int]("workflow-archive-now")  # workflow
LIST_RUNS = ActionId[int, int, int]("workflow-runs")  # workflow, state, page
LIST_RUNS_OF = ActionId[int, int, int, int, int](
    "workflow-runs-of"
)  # workflow, member, state, reward, page
OPEN_RUN = ActionId[()]("workflow-run")
SHOW_RUN = ActionId[int]("workflow-run-again")  # run
RETRY = ActionId[int]("workflow-retry")  # run
SAVE = ActionId[int, int]("workflow-save")  # draft, enable
RENAME = ActionId[int]("workflow-rename")  # draft
ASK_DISCARD = ActionId[int]("workflow-discard")  # draft
DISCARD = ActionId[int]("workflow-discard-now")  # draft
BACK_TO_WORKFLOW = ActionId[int]("workflow")  # workflow
PICK_CAUSE = ActionId[()]("workflow-cause")
ASK_RETRY_ALL = ActionId[int]("workflow-retry-all")  # run
RETRY_ALL = ActionId[int, int]("workflow-retry-all-now")  # run, until (ms)
SHOW_RETRY = ActionId[int]("workflow-retry-look")  # retry
