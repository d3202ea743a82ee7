# What pays, as a list names it
earning-action-post_created = Message
earning-action-comment_created = Reply
earning-action-daily_login = First activity of the day
earning-action-like_received = Reaction from somebody else
earning-action-voice_minute = Minute in voice
earning-action-event_checkin = Event attended
earning-action-lesson_complete = Lesson completed
earning-action-quiz_pass = Quiz passed
earning-action-course_complete = Course completed
earning-action-membership_purchase = Membership bought
earning-action-membership_renewal = Membership renewed

# How to earn, as in "earn them by writing messages (5 points each)"
earning-by-post_created = writing messages ({ POINTS($points, $currency) } each)
earning-by-comment_created = replying to others ({ POINTS($points, $currency) } each time)
earning-by-daily_login = taking part every day ({ POINTS($points, $currency) })
earning-by-like_received = getting reactions ({ POINTS($points, $currency) } each)
earning-by-voice_minute = joining voice channels ({ POINTS($points, $currency) } a minute)
earning-by-event_checkin = coming to events ({ POINTS($points, $currency) } each)
earning-by-lesson_complete = completing lessons ({ POINTS($points, $currency) } each)
earning-by-quiz_pass = passing quizzes ({ POINTS($points, $currency) } each)
earning-by-course_complete = completing courses ({ POINTS($points, $currency) } each)
earning-by-membership_purchase = buying a membership ({ POINTS($points, $currency) })
earning-by-membership_renewal = renewing your membership ({ POINTS($points, $currency) })
earning-by-custom = { $action } ({ POINTS($points, $currency) } each time)
earning-or = { $ways } or { $last }
earning-not-enough = { $refusal } Earn them by { $ways }.

# What a movement was for, as in "+5 for a message"
earning-for-post_created = for a message
earning-for-comment_created = for a reply
earning-for-daily_login = for taking part that day
earning-for-like_received = for a reaction
earning-for-voice_minute = for time in voice
earning-for-event_checkin = for coming to an event
earning-for-lesson_complete = for a lesson
earning-for-quiz_pass = for a quiz
earning-for-course_complete = for a course
earning-for-membership_purchase = for a membership
earning-for-membership_renewal = for renewing a membership
earning-for-custom = for { $action }

# The rules, for managers
earning-rules-title = What earns points
earning-rule = **{ $action }** · { POINTS($points, $currency) }
earning-rule-nothing = **{ $action }** · nothing
earning-cap = { $count ->
    [1] once a day
   *[other] up to { $count } a day
}
earning-apart-seconds = at least { $count } s apart
earning-apart-minutes = at least { $count } min apart
earning-how = Change one with `/points rules action:`, or name an action of your own with `name:`, for a webhook to raise as `custom`.
earning-one-how = Change it with `points:`, `daily_cap:` and `cooldown:`; take that back with `reset:`.
earning-reset = That pays what it paid at first.
earning-removed = That action is gone. What it has paid stays.

earning-which-action = **action**: say which one to change, or give a new one a `name:`.
earning-action-or-name = **name**: an action that is there keeps its name. Give either `action:` or `name:`.
earning-points-needed = **points**: say how many points the new action pays.
earning-bad-name = **name**: give up to { $most } letters, digits, spaces, `_`, `-` or `.`, beginning with a letter or digit.
earning-action-known = **name**: there is an action { $name } already. Change it with `action:`.
earning-too-many-actions = **name**: a community can name { $most } actions. Remove one first with `reset:`.
earning-no-such-action = There is no action called “{ $given }”. Pick one from the list that appears while you type; `/points rules` shows them all.
earning-bad-points = **points**: give a whole number from 0 to { $most }; 0 pays nothing.
earning-bad-cap = **daily_cap**: give a whole number from 0 to { $most }; 0 is without a cap.
earning-bad-cooldown = **cooldown**: give a whole number of seconds from 0 to { $most }.

# /daily
daily-in = You are in for today: **+{ POINTS($points, $currency) }**.
daily-in-free = You are in for today.
daily-in-before = You were in for today already, and got **{ POINTS($points, $currency) }** for it.
daily-in-before-free = You were in for today already.
daily-on-its-way = You are in for today. What it pays is on its way; look with `/balance`.
daily-streak = { $days ->
    [one] Your streak begins: come again tomorrow.
   *[other] **{ $days } days** in a row. Come again tomorrow.
}
daily-next = The next day begins { $when }.

# The leaderboard
leaderboard-title-week = Leaderboard of this week
leaderboard-title-month = Leaderboard of this month
leaderboard-title-quarter = Leaderboard of this quarter
leaderboard-title-ever = Leaderboard of all time
leaderboard-span-week = This week
leaderboard-span-month = This month
leaderboard-span-quarter = This quarter
leaderboard-span-ever = All time
leaderboard-place = **{ $place }.** { $member } · { POINTS($points, $currency) }
leaderboard-be-first = You can be the first: earn points by { $ways }.
leaderboard-empty = { $span ->
    [week] Nobody has gained any points this week yet.
    [month] Nobody has gained any points this month yet.
    [quarter] Nobody has gained any points this quarter yet.
   *[ever] Nobody has gained any points here yet.
}
leaderboard-mine = You are in place { $place } with { POINTS($points, $currency) }.
leaderboard-no-place = You are not on it yet: earn points by { $ways }.
leaderboard-hidden = You are left out, as you wish. Join in with `/privacy leaderboard`.

# Tiers
tier-title = Tiers
tier-none = There are no tiers yet. Make a role one with `/settings tiers role:`.
tier-line = **{ $rank }** · { $role } · ×{ NUMBER($times, maximumFractionDigits: 2) }
tier-from = from { POINTS($threshold, $currency) } in a lifetime
tier-how = The highest tier that a member holds multiplies what earning rules pay. One with a threshold comes by itself.
tier-remove = Let a role be a tier no more…
tier-gone-role = a role that was deleted ({ $id })
tier-removed = { $role } is a tier no more. Who holds it keeps the role.
tier-which-role = **role**: say which role's tier to change.
tier-role-privileged = **role**: <@&{ NUMBER($role, useGrouping: 0) }> can moderate or administrate, and a tier never hands that out. Choose a role without such permissions.
tier-role-out-of-reach = **role**: <@&{ NUMBER($role, useGrouping: 0) }> cannot be given: for a threshold, both you and Laurel need *Manage Roles* and a role above it. Leave the threshold out (0) and it only multiplies, or choose another role.
tier-role-everybody = **role**: everybody has @everyone, so change what actions pay with `/points rules` instead.
tier-too-many = **role**: a community can have { $most } tiers. Remove one first.
tier-bad-rank = **rank**: give a whole number from 1 to { $most }.
tier-rank-taken = **rank**: { $rank } belongs to <@&{ $role }>. Choose another.
tier-bad-multiplier = **multiplier**: give a number from 1.0 to 10.0.
tier-bad-threshold = **threshold**: give a whole number from 0 to { $most }; 0 is without one.

# What managers and members did, for the audit
audit-did-points-rule-changed = { $actor } let { $did } pay { POINTS($points, $currency) }{ $daily_cap ->
    [0] {""}
   *[other] , up to { $daily_cap } times a day
}{ $cooldown ->
    [0] {""}
   *[other] , { $cooldown } s apart
}
audit-did-points-rule-reset = { $actor } let { $did } pay what it paid at first
audit-did-points-action-named = { $actor } named the action { $did }, which pays { POINTS($points, $currency) }
audit-did-points-action-removed = { $actor } removed the action { $did }
audit-did-tiers-set = { $actor } made <@&{ $role }> the tier of rank { $rank }, ×{ NUMBER($times, maximumFractionDigits: 2) }{ $threshold ->
    [0] {""}
   *[other] , from { POINTS($threshold, $currency) }
}
audit-did-tiers-removed = { $actor } let <@&{ $role }> be a tier no more
audit-did-privacy-leaderboard-hidden = { $actor } left the leaderboard
audit-did-privacy-leaderboard-shown = { $actor } joined the leaderboard again
