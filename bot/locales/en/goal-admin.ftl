# Finding and changing goals
goal-no-such = There is no goal called “{ $given }”. Pick one from the list that appears while you type.
goal-is-archived = **{ $name }** is archived for good. Create a new goal instead; the name is free again.
goal-name-taken = **Name**: there is already a goal called “{ $given }”. Choose another name, or archive that goal.
goal-bad-name = **Name**: use 1 to { $most } characters (yours has { $given }).
goal-bad-period = **Period**: choose weekly, monthly or quarterly.
goal-period-stays = **Period**: it cannot be changed later. Create another goal and archive this one.
goal-bad-action = **What counts**: there is no action called “{ $given }”. Pick one from the list, or see them all with `/points rules`.
goal-bad-count-all = **Count all**: choose yes or no.
goal-bad-target = **Target**: give a whole number from 1 to { $most }.

# Making one
goal-new-title = A new goal
goal-new-how = Pick a ready-made goal and change it as you like, or make your own. A goal counts from the moment you create it.
goal-new-pick = Pick a ready-made goal…
goal-new-own = Make my own
goal-form-new = A new goal
goal-form-change = Change the goal
goal-field-name = Name
goal-field-period = Period
goal-hint-period = How often it starts over, in the server’s time zone. It cannot be changed later.
goal-field-counts = What counts
goal-field-target = Target
goal-hint-target = How many are needed, such as 500.
goal-field-count-all = Count all
goal-count-all-no = No, only what the earning rule counts
goal-count-all-yes = Yes, beyond its daily cap and cooldown too
goal-field-reward = Reward
goal-hint-reward = The name of a published reward. Leave empty for none.

# What came of it
goal-created = Created. It counts from now on, and starts over { $period ->
    [weekly] every Monday
    [monthly] on the first of every month
   *[quarterly] every quarter
}.
goal-there-already = The same goal already exists, so nothing was changed.
goal-saved = Saved.
goal-saved-at-once = Saved. It applies from now on, because nobody has made progress in this period yet.
goal-saved-for-later = Saved. Somebody has already made progress, so this period stays as it is. The change applies from { DATETIME($day, dateStyle: "long") }.
goal-saved-as-now = Saved. The next period will be the same as this one.
goal-unchanged = It is already like that, so nothing was changed.
goal-archived = Archived. It no longer counts, what members got for it stays theirs, and its name is free again.

# The card
goal-state-active = active
goal-state-archived = archived
goal-asks = { $amount } { $period ->
    [weekly] a week
    [monthly] a month
   *[quarterly] a quarter
}
goal-no-reward = none
goal-counts-all = Everything counts, even over the daily cap and cooldown.
goal-obstacle = Its reward cannot be given now: { $why }
goal-field-asks = Target
goal-field-later = From { DATETIME($day, dateStyle: "long") }
goal-field-ends = This period
goal-ends = until { $day }, { $moment }
goal-field-members = Members this period
goal-members = { $completed } completed, { $under } in progress
goal-change = Change
goal-archive = Archive
goal-archive-question = Archive { $goal }?
goal-archive-means = It stops counting, and this cannot be undone. What members got for it stays theirs.

# The list
goal-list-title = { $count ->
    [0] Goals
    [one] 1 goal
   *[other] { $count } goals
}
goal-list-empty = There are no goals yet. Create the first one with `/goal create`.
goal-list-none = No goal is archived.
goal-list-all-archived = All goals are archived. See them with `/goal list` and *state*, or create a new one with `/goal create`.
goal-list-pick = Open a goal…
goal-list-completed = { $count ->
    [0] completed by nobody yet
    [one] completed by 1 member
   *[other] completed by { $count } members
}
goal-list-obstacle = its reward cannot be given now
goal-list-later = changes on { DATETIME($day, dateStyle: "long") }

# The audit
audit-did-goal-created = { $actor } created the goal **{ $goal }**
audit-did-goal-edited = { $actor } changed the goal **{ $goal }**: { $changes }
audit-did-goal-archived = { $actor } archived the goal **{ $goal }**
audit-field-action = what counts
audit-field-target = target
audit-field-count-all = count all
audit-field-reward-id = reward
