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
earning-by-daily_login = being active every day ({ POINTS($points, $currency) })
earning-by-like_received = getting reactions ({ POINTS($points, $currency) } each)
earning-by-voice_minute = joining voice channels ({ POINTS($points, $currency) } a minute)
earning-by-event_checkin = attending events ({ POINTS($points, $currency) } each)
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
earning-for-daily_login = for the first activity of the day
earning-for-like_received = for a reaction
earning-for-voice_minute = for time in voice
earning-for-event_checkin = for attending an event
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
earning-how = Change one with `/points rules action:`. For an action of your own, use `name:`; a webhook then reports it as `custom`.
earning-one-how = Change it with `points:`, `daily_cap:` and `cooldown:`; go back to the default with `reset:`.
earning-reset = That action is back to its default.
earning-removed = That action was removed. Members keep the points it paid.

earning-which-action = **action**: choose the action to change, or name a new one with `name:`.
earning-reset-alone = **reset**: this brings back the default, so leave the other options out. To set your own, leave `reset:` out.
earning-action-or-name = **name**: an action that exists keeps its name. Use either `action:` or `name:`.
earning-points-needed = **points**: say how many points the new action pays.
earning-bad-name = **name**: use up to { $most } letters, digits, spaces, `_`, `-` or `.`, starting with a letter or digit.
earning-action-known = **name**: there is already an action called { $name }. Change it with `action:`.
earning-too-many-actions = **name**: a server can have up to { $most } actions of its own. Remove one first with `reset:`.
earning-no-such-action = There is no action called “{ $given }”. Pick one from the list that appears while you type, or see them all with `/points rules`.
earning-bad-points = **points**: give a whole number from 0 to { $most }; 0 pays nothing.
earning-bad-cap = **daily_cap**: give a whole number from 0 to { $most }; 0 is no cap.
earning-bad-cooldown = **cooldown**: give a whole number of seconds from 0 to { $most }.

# Tiers
tier-title = Tiers
tier-none = There are no tiers yet. Make a role a tier with `/settings tiers role:`.
tier-line = **{ $rank }** · { $role } · ×{ NUMBER($times, maximumFractionDigits: 2) }
tier-from = from { POINTS($threshold, $currency) } (lifetime)
tier-how = A member’s highest tier multiplies the points that they earn. Members get the role of a tier with a threshold automatically.
tier-remove = Remove a tier…
tier-gone-role = a deleted role ({ $id })
tier-removed = { $role } is no longer a tier. Members keep the role.
tier-which-role = **role**: choose the role whose tier to change.
tier-role-privileged = **role**: <@&{ NUMBER($role, useGrouping: 0) }> has moderator or administrator permissions, so Laurel never gives it out. Choose a role without them.
tier-role-out-of-reach = **role**: Laurel cannot give <@&{ NUMBER($role, useGrouping: 0) }>. For a threshold, both you and Laurel need *Manage Roles* and a role above it. Choose another role, or set the threshold to 0: then the tier only multiplies.
tier-role-managed = **role**: only Discord gives <@&{ NUMBER($role, useGrouping: 0) }>, which belongs to an app, to Server Boosts or to a subscription. Choose another role, or set the threshold to 0: then the tier only multiplies.
tier-role-everybody = **role**: everyone has @everyone. Change what actions pay with `/points rules` instead.
tier-too-many = **role**: a server can have up to { $most } tiers. Remove one first.
tier-bad-rank = **rank**: give a whole number from 1 to { $most }.
tier-rank-taken = **rank**: <@&{ $role }> already has rank { $rank }. Choose another.
tier-bad-multiplier = **multiplier**: give a number from 1.0 to 10.0.
tier-bad-threshold = **threshold**: give a whole number from 0 to { $most }; 0 is no threshold.

# What managers and members did, for the audit
audit-did-points-rule-changed = { $actor } set { $did } to { POINTS($points, $currency) }{ $daily_cap ->
    [0] {""}
   *[other] , up to { $daily_cap } times a day
}{ $cooldown ->
    [0] {""}
   *[other] , { $cooldown } s apart
}
audit-did-points-rule-reset = { $actor } reset { $did } to its default
audit-did-points-action-named = { $actor } added the action { $did }, which pays { POINTS($points, $currency) }
audit-did-points-action-removed = { $actor } removed the action { $did }
audit-did-tiers-set = { $actor } made <@&{ $role }> the tier with rank { $rank }, ×{ NUMBER($times, maximumFractionDigits: 2) }{ $threshold ->
    [0] {""}
   *[other] , from { POINTS($threshold, $currency) }
}
audit-did-tiers-removed = { $actor } removed the tier <@&{ $role }>
audit-did-privacy-leaderboard-hidden = { $actor } left the leaderboard
audit-did-privacy-leaderboard-shown = { $actor } joined the leaderboard again
