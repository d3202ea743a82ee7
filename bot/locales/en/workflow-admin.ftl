# How a workflow reads
workflow-sentence = **When** { $when }, **then** { $then }.
workflow-sentence-if = **When** { $when }, **if** { $held }, **then** { $then }.
workflow-and = and
workflow-or = or
workflow-blank = …
workflow-goes-on = { $step } (or go on without it)
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
workflow-whole-trigger = What begins it
workflow-whole-conditions = What it asks
workflow-whole-steps = What it does
workflow-place-conditions = Condition { $number }
workflow-place-steps = Step { $number }

# Forms
workflow-called = Name
workflow-hint-text = You can write { "{member}" }, { "{reward}" }, { "{points}" }, { "{goal}" } and { "{server}" }.
workflow-hint-duration = Such as 30m, 12h or 2d 12h.
workflow-hint-cron = Minute, hour, day, month, weekday. 0 9 * * 1 is Mondays at 9:00.
workflow-hint-url = Where a signed POST goes. It begins with https://.
workflow-hint-reward = Its name, as in /reward list.
workflow-hint-goal = Its name, as in /goal list.
workflow-choice-yes = Yes
workflow-choice-no = No
workflow-nothing-to-choose = { $kind ->
    [goal] There is no goal yet to choose. Make one with `/goal create`; your draft waits in `/workflow edit`.
   *[other] There is no reward yet to choose. Make one with `/reward create`; your draft waits in `/workflow edit`.
}

# Beginning one
workflow-new = New workflow
workflow-begin-from = Begin with
workflow-from-scratch = An empty one
workflow-hint-called = What managers see it under. Empty: the name of the ready-made one.

# The card on which it is put together
workflow-draft-new = New, and not saved yet
workflow-draft-enabled = Enabled; your changes hold once you save them
workflow-draft-disabled = Disabled; your changes hold once you save them
workflow-draft-archived = Archived meanwhile; it cannot be saved any more
workflow-begin-hint = Choose what it begins with. Then come what it asks and what it does.
workflow-step-hint = Now add what it does. Conditions are optional.
workflow-to-do = Before it can be saved
workflow-fill-in = Fill in: { $place }
workflow-when-here = When this happens on the server…
workflow-when-told = When a role or a webhook tells of this…
workflow-add-condition = Add a condition: only if…
workflow-add-inside = Add to these…
workflow-add-step = Add a step: then…
workflow-change-part = Change, move or take out…
workflow-label-trigger = When { $phrase }
workflow-label-condition = If { $phrase }
workflow-save = Save
workflow-save-and-enable = Save and enable
workflow-try = Try it
workflow-rename = Rename
workflow-discard = Throw away
workflow-discard-new = Throw away **{ $name }**? It has never been saved.
workflow-discard-changes = Throw away your changes to **{ $name }**? It stays as it was saved last.
workflow-discarded = Thrown away.
workflow-change = Change…
workflow-up = Move up
workflow-down = Move down
workflow-turn = Ask for the opposite
workflow-turn-back = Ask for it as it is
workflow-go-on = Go on if it fails
workflow-end-there = Stop if it fails
workflow-remove = Take out
workflow-back = Back
workflow-saved-enabled = Saved. It takes up what happens from now on.
workflow-saved-disabled = Saved, but not enabled yet: it does nothing until you press *Enable*.
workflow-as-draft = { $name } (not saved yet)

# One that is saved
workflow-state-enabled = enabled
workflow-state-disabled = disabled
workflow-state-archived = archived
workflow-due = due { $when }
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
workflow-now-enabled = Enabled. It takes up what happens from now on.
workflow-now-disabled = Disabled. What it has begun it finishes; nothing new is taken up.
workflow-now-archived = Archived. What it gave stays with members, and its name is free again.
workflow-archive-question = Archive { $name }?
workflow-archive-means = This is final: it takes up nothing more, and runs that are waiting end where they are. What it gave stays with members.

# The list
workflow-list-title = { $count ->
    [one] 1 workflow
   *[other] { $count } workflows
}
workflow-list-empty = There are no workflows yet. Put the first one together with `/workflow create`, or let `/settings setup` offer you ready-made ones.
workflow-list-all-archived = Every workflow is archived. `/workflow list` with *state* shows them; put a new one together with `/workflow create`.
workflow-list-none = There are none like that. `/workflow list` without options shows all that are not archived.
workflow-list-pick = Open one…

# Runs
workflow-runs-title = { $count ->
    [one] 1 run
   *[other] { $count } runs
}
workflow-runs-none = Nothing has run yet. A workflow runs when what it begins with happens while it is enabled.
workflow-runs-none-of-it = This workflow has not run yet. It runs when what it begins with happens while it is enabled.
workflow-runs-none-so = { $state ->
    [ready] No run is on its way.
    [done] No run is done.
    [declined] No run was stopped by a condition.
    [failed] No run failed.
   *[ended] No run ended early.
} `/workflow runs` without options shows { $others ->
    [one] the other one.
   *[other] the other { $others }.
}
workflow-runs-pick = See what one did…
workflow-all-runs = All runs
workflow-nobody = nobody in particular
workflow-run-ready = on its way
workflow-run-done = done
workflow-run-declined = a condition said no
workflow-run-failed = failed
workflow-run-ended = ended early
workflow-older-version = follows version { $version }, which has changed since
workflow-retry = Retry
workflow-retried = It goes on where it stopped. Look again in a moment.
workflow-look-again = Look again
workflow-why-unknown = why is not kept any more
run-broken = Something went wrong on our side; the log says what. Retry it once that is mended.
workflow-names-gone = It names a role or channel that was deleted. Choose another with `/workflow edit`, then enable it again.
run-too-deep = Workflows had set each other off too often, so this one stopped. Look which of them begin with what another one does.
run-member-left = The member has left the server.
run-workflow-archived = The workflow was archived.

# Trying one out
workflow-try-title = What { $name } would do
workflow-try-pick = For whom?
workflow-try-hint = Choose a member to see what it would do for them. Nothing is done.

workflow-tried = If it happened now, for { $member }:
workflow-tried-done = It would be done to its end. Nothing was done.
workflow-tried-ends = It would end there. Nothing was done.
workflow-replaying = Looking at what happened: { $seen } of { $total }…
workflow-replay = **In the last 30 days** it would have run { $runs ->
    [one] once
   *[other] { $runs } times
}, for { $members ->
    [one] 1 member
   *[other] { $members } members
}, as members are today:
workflow-replay-none = **In the last 30 days** it would not have run: { $events ->
    [0] what begins it did not happen.
    [one] what begins it happened once, but not as it asks.
   *[other] what begins it happened { $events } times, but never as it asks.
}
workflow-replay-cut = Only the latest { $events } times are looked at.
workflow-effect = { $step }: { $times ->
    [0] never
    [one] once
   *[other] { $times } times, for { $members ->
        [one] 1 member
       *[other] { $members } members
    }
}.
workflow-effect-suffices = { $left ->
    [one] 1 is left, so stock suffices.
   *[other] { $left } are left, so stock suffices.
}
workflow-effect-short = **Only { $left } { $left ->
    [one] is
   *[other] are
} left**: { $missing } more would be needed.
workflow-effect-held = { $count ->
    [one] Once the member had it already.
   *[other] { $count } times the member had it already.
}
workflow-effect-refused = { $count ->
    [one] Once it could not be done.
   *[other] { $count } times it could not be done.
}

# Files
workflow-imported = Taken from the file. Look it over, then save it.
workflow-exported = Here is **{ $name }**. Send it back with `/workflow import`, here or on another server.

# What can go wrong
workflow-no-such = There is no workflow called “{ $given }”. Pick one from the list that appears while you type; `/workflow list` shows them all.
workflow-bad-name = **Name**: a name has 1 to { $most } characters; this one has { $given }. Choose another one.
workflow-name-taken = **Name**: there is another workflow called “{ $given }”. Choose another name with *Rename*.
workflow-is-archived = **{ $name }** is archived and stays as it is. Make a new one with `/workflow create`, or from its file with `/workflow export` and `/workflow import`.
workflow-changed-meanwhile = Somebody else has saved **{ $name }** meanwhile. Press *Throw away* and open it again with `/workflow edit` to build on what they did.
workflow-channel-hidden = You do not see <#{ $channel }>, or it is gone. Choose a channel that you can see.
workflow-channel-closed = Laurel cannot write in <#{ $channel }>. Allow *View Channel*, *Send Messages*, *Embed Links* and *Attach Files* there, or choose another channel.
workflow-role-privileged = <@&{ $role }> may moderate or administrate, so no workflow gives or takes it. Choose another role.
workflow-role-out-of-reach = <@&{ $role }> is out of reach: both you and Laurel need *Manage Roles* and a role above it. Choose another role, or move Laurel’s role up in the server settings.
