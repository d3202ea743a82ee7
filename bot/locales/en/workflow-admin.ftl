# How a workflow reads
workflow-sentence = **When** { $when }, **then** { $then }.
workflow-sentence-if = **When** { $when }, **if** { $held }, **then** { $then }.
workflow-and = and
workflow-or = or
workflow-blank = …
workflow-goes-on = { $step } (continue if it fails)
workflow-unknown-part = “{ $name }”, which this version of Laurel does not know
workflow-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
workflow-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
workflow-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
workflow-whole-trigger = Trigger
workflow-whole-conditions = Conditions
workflow-whole-steps = Steps
workflow-place-conditions = Condition { $number }
workflow-place-steps = Step { $number }

# Forms
workflow-called = Name
workflow-hint-text = You can write { "{member}" }, { "{reward}" }, { "{points}" }, { "{goal}" } and { "{server}" }.
workflow-hint-duration = Such as 30m, 12h or 2d 12h.
workflow-hint-cron = Minute, hour, day, month, weekday. 0 9 * * 1 is Mondays at 9:00.
workflow-hint-url = Laurel sends a signed POST there. Starts with https://.
workflow-hint-any = Leave empty for any.
workflow-hint-reward = Its name, as in /reward list.
workflow-hint-goal = Its name, as in /goal list.
workflow-choice-yes = Yes
workflow-choice-no = No
workflow-nothing-to-choose = { $kind ->
    [goal] There is no goal to choose yet. Create one with `/goal create`; your draft is kept in `/workflow edit`.
   *[other] There is no reward to choose yet. Create one with `/reward create`; your draft is kept in `/workflow edit`.
}

# Beginning one
workflow-new = New workflow
workflow-begin-from = Start from
workflow-from-scratch = An empty workflow
workflow-hint-called = Up to 80 characters, for managers only. Empty: the name of the ready-made one.

# The card on which it is put together
workflow-draft-new = New, not saved yet
workflow-draft-enabled = Enabled. Changes take effect when you save.
workflow-draft-disabled = Disabled. Changes take effect when you save.
workflow-draft-archived = Archived by somebody meanwhile; it can no longer be saved.
workflow-begin-hint = First choose a trigger: what starts it. Conditions and steps come next.
workflow-step-hint = Now add a step: what it does. Conditions are optional.
workflow-to-do = Before it can be saved
workflow-fill-in = Fill in: { $place }
workflow-when-here = When this happens in the server…
workflow-when-told = When a role or a webhook reports this…
workflow-add-condition = Add a condition: only if…
workflow-add-inside = Add to this group…
workflow-add-step = Add a step: then…
workflow-change-part = Change, move or remove…
workflow-label-trigger = When { $phrase }
workflow-label-condition = If { $phrase }
workflow-save = Save
workflow-save-and-enable = Save and enable
workflow-try = Try it
workflow-rename = Rename
workflow-discard = Discard draft
workflow-discard-new = Discard **{ $name }**? It has never been saved.
workflow-discard-changes = Discard your changes to **{ $name }**? The last saved version stays.
workflow-discarded = Discarded.
workflow-change = Change…
workflow-up = Move up
workflow-down = Move down
workflow-turn = Reverse the condition
workflow-turn-back = Undo the reversal
workflow-go-on = Continue if it fails
workflow-end-there = Stop if it fails
workflow-remove = Remove
workflow-back = Back
workflow-saved-enabled = Saved and on. It reacts to everything from now on.
workflow-saved-disabled = Saved, but not enabled yet: press *Enable* to start it.
workflow-as-draft = { $name } (not saved yet)

# One that is saved
workflow-state-enabled = enabled
workflow-state-disabled = disabled
workflow-state-archived = archived
workflow-due = next: { $when }
workflow-run-count = { $count ->
    [0] no runs in 30 days
    [one] 1 run in 30 days
   *[other] { $count } runs in 30 days
}
workflow-failed-count = { $count } failed
workflow-broken = ⚠️ Broken: { $why }
workflow-runs = Runs
workflow-export = Export
workflow-edit = Edit
workflow-enable = Enable
workflow-disable = Disable
workflow-archive = Archive
workflow-now-enabled = Enabled. It reacts to everything from now on.
workflow-now-disabled = Disabled. Runs that have started still finish; no new ones start.
workflow-now-archived = Archived. Members keep what it gave, and its name is free again.
workflow-archive-question = Archive { $name }?
workflow-archive-means = This cannot be undone: it never runs again, and waiting runs stop where they are. Members keep what it gave.

# The list
workflow-list-title = { $count ->
    [one] 1 workflow
   *[other] { $count } workflows
}
workflow-list-empty = There are no workflows yet. Create the first one with `/workflow create`, or pick a ready-made one in `/settings setup`.
workflow-list-all-archived = All workflows are archived. See them with `/workflow list` and *state*, or create a new one with `/workflow create`.
workflow-list-none = No workflow is in that state. `/workflow list` without options shows all that are not archived.
workflow-list-pick = Open a workflow…

# Runs
workflow-runs-title = { $count ->
    [one] 1 run
   *[other] { $count } runs
}
workflow-runs-none = Nothing has run yet. A workflow runs when its trigger happens while it is enabled.
workflow-runs-none-of-it = This workflow has not run yet. It runs when its trigger happens while it is enabled.
workflow-runs-none-so = { $state ->
    [ready] No run is in progress.
    [done] No run is done.
    [declined] No run was stopped by a condition.
    [failed] No run failed.
   *[ended] No run ended early.
} `/workflow runs` without options shows { $others ->
    [one] the other one.
   *[other] the other { $others }.
}
workflow-runs-pick = Open a run…
workflow-all-runs = All runs
workflow-nobody = no member
workflow-run-ready = in progress
workflow-run-done = done
workflow-run-declined = stopped by a condition
workflow-run-failed = failed
workflow-run-ended = ended early
workflow-older-version = uses version { $version }; the workflow was changed since
workflow-retry = Retry
workflow-retried = The run continues where it stopped. Look again in a moment.
workflow-look-again = Look again
workflow-why-unknown = the reason is no longer stored
run-broken = This is an error in Laurel; the log has details. Retry once it is fixed.
workflow-names-gone = It uses a role or channel that was deleted. Choose another with `/workflow edit`, then enable it again.
run-too-deep = Workflows kept starting each other, so this one was stopped. Check which of them are triggered by what another one does.
run-member-left = The member has left the server.
run-workflow-archived = The workflow was archived.

# Trying one out
workflow-try-title = What { $name } would do
workflow-try-pick = For which member?
workflow-try-hint = Choose a member to see what it would do for them. This is only a test.

workflow-tried = If it happened now, for { $member }:
workflow-tried-done = It would run to the end. This was only a test: nothing was done.
workflow-tried-ends = It would stop there. This was only a test: nothing was done.
workflow-replaying = Checking past activity: { $seen } of { $total }…
workflow-replay = **In the last 30 days** it would have run { $runs ->
    [one] once
   *[other] { $runs } times
}, for { $members ->
    [one] 1 member
   *[other] { $members } members
}, based on members as they are today:
workflow-replay-none = **In the last 30 days** it would not have run: { $events ->
    [0] its trigger did not happen.
    [one] its trigger happened once, but its conditions were not met.
   *[other] its trigger happened { $events } times, but its conditions were never met.
}
workflow-replay-cut = Only the latest { $events } times are checked.
workflow-effect = { $step }: { $times ->
    [0] never
    [one] once
   *[other] { $times } times, for { $members ->
        [one] 1 member
       *[other] { $members } members
    }
}.
workflow-effect-suffices = { $left ->
    [one] 1 is left, which is enough.
   *[other] { $left } are left, which is enough.
}
workflow-effect-short = **Only { $left } { $left ->
    [one] is
   *[other] are
} left**: { $missing } more would be needed.
workflow-effect-held = { $count ->
    [one] Once, the member already had it.
   *[other] { $count } times, the member already had it.
}
workflow-effect-refused = { $count ->
    [one] Once, it would have failed.
   *[other] { $count } times, it would have failed.
}

# Files
workflow-imported = Loaded from the file. Check it, then save it.
workflow-exported = Here is **{ $name }**. Load it with `/workflow import`, here or in another server.

# What can go wrong
workflow-no-such = There is no workflow called “{ $given }”. Pick one from the list that appears while you type, or see them all with `/workflow list`.
workflow-bad-name = **Name**: use 1 to { $most } characters (yours has { $given }).
workflow-name-taken = **Name**: there is already a workflow called “{ $given }”. Choose another name with *Rename*.
workflow-is-archived = **{ $name }** is archived for good. Create a new one with `/workflow create`, or copy it with `/workflow export` and `/workflow import`.
workflow-changed-meanwhile = Somebody else has saved **{ $name }** meanwhile. Press *Discard draft*, then open the new version with `/workflow edit`.
workflow-channel-hidden = You cannot see <#{ $channel }>, or it was deleted. Choose a channel that you can see.
workflow-channel-closed = Laurel cannot post in <#{ $channel }>. Allow *View Channel*, *Send Messages*, *Embed Links* and *Attach Files* there, or choose another channel.
workflow-role-privileged = <@&{ $role }> has moderator or administrator permissions, so no workflow gives or takes it. Choose another role.
workflow-role-out-of-reach = Laurel cannot give or take <@&{ $role }>: both you and Laurel need *Manage Roles* and a role above it. Choose another role, or drag Laurel’s role up under **Server Settings → Roles**.
workflow-role-everybody = Everyone has @everyone, so it makes no difference here. Choose a role that only some members have.
workflow-role-managed = <@&{ $role }> belongs to an app, to Server Boosts or to a subscription, so only Discord gives or takes it. Choose another role.

# Everything that failed for one cause
workflow-runs-none-chosen = No run matches that. Leave an option out to see more.
workflow-cause = { $name } · { $count } failed
workflow-cause-pick = Retry all that failed for one cause…
workflow-retry-all = Retry all { $count }
workflow-retry-all-title = { $name }: retry { $count ->
    [one] 1 failed run
   *[other] { $count } failed runs
}?
workflow-retry-all-means = Each one continues at the step that could not be done, once. If the cause is still there, it fails again and nothing changes.
workflow-retry-all-running = **{ $name }**: { $retried } of { $total } are being tried again. It continues by itself, even after a restart.
workflow-retry-all-done = **{ $name }**: { $retried ->
    [0] nothing was left to retry.
    [one] 1 run continues where it stopped.
   *[other] { $retried } runs continue where they stopped.
}{ $retried ->
    [0] {""}
   *[other] {" "}See how they went under *All runs* in a moment.
}
workflow-nothing-to-retry = Nothing is left that failed for this: it was retried meanwhile. `/workflow runs` shows what became of it.
