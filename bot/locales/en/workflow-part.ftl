# What workflows are made of. A phrase is a piece of one sentence: "When …, if …, then …."
# A setting that is not set is none; one that is a yes or a no is yes or no.

## What they begin with
workflow-name-trigger-user_signup = Somebody joins
workflow-trigger-user_signup = somebody joins for the first time
workflow-name-trigger-daily_login = First activity of the day
workflow-trigger-daily_login = a member is active for the first time on a day
workflow-name-trigger-post_created = Message or forum post
workflow-trigger-post_created = a member writes { $channel ->
    [none] a message or forum post
   *[other] in { $channel }
}
workflow-name-trigger-post_comment = Reply or message in a thread
workflow-trigger-post_comment = a member replies or writes in a thread{ $channel ->
    [none] {""}
   *[other] {" "}in { $channel }
}
workflow-name-trigger-post_reaction = Reaction to a message
workflow-trigger-post_reaction = a member reacts{ $emoji ->
    [none] {""}
   *[other] {" "}with { $emoji }
}{ $channel ->
    [none] {""}
   *[other] {" "}in { $channel }
}
workflow-name-trigger-like_received = Reaction to their message
workflow-trigger-like_received = somebody reacts to a member’s message{ $channel ->
    [none] {""}
   *[other] {" "}in { $channel }
}
workflow-name-trigger-event_registered = Interested in an event
workflow-trigger-event_registered = a member is interested in { $event ->
    [none] an event
   *[other] the event { $event }
}
workflow-name-trigger-event_checkin = Event attended
workflow-trigger-event_checkin = a member attends { $event ->
    [none] an event
   *[other] the event { $event }
}
workflow-name-trigger-membership_purchased = Membership begins
workflow-trigger-membership_purchased = a member gets { $plan ->
    [none] a membership
   *[other] the membership { $plan }
}
workflow-name-trigger-membership_renewed = Membership is renewed
workflow-trigger-membership_renewed = a member renews { $plan ->
    [none] a membership
   *[other] the membership { $plan }
}
workflow-name-trigger-membership_cancelled = Membership ends
workflow-trigger-membership_cancelled = { $plan ->
    [none] a membership
   *[other] the membership { $plan }
} of a member ends
workflow-name-trigger-membership_tier_changed = Membership changes tier
workflow-trigger-membership_tier_changed = { $plan ->
    [none] a membership
   *[other] the membership { $plan }
} of a member changes { $tier ->
    [none] tier
   *[other] to the tier { $tier }
}
workflow-name-trigger-course_enrolled = Course started
workflow-trigger-course_enrolled = a member starts { $id ->
    [none] a course
   *[other] the course { $id }
}
workflow-name-trigger-course_complete = Course completed
workflow-trigger-course_complete = a member completes { $id ->
    [none] a course
   *[other] the course { $id }
}
workflow-name-trigger-lesson_complete = Lesson completed
workflow-trigger-lesson_complete = a member completes { $id ->
    [none] a lesson
   *[other] the lesson { $id }
}
workflow-name-trigger-quiz_passed = Quiz passed
workflow-trigger-quiz_passed = a member passes { $id ->
    [none] a quiz
   *[other] the quiz { $id }
}
workflow-name-trigger-quiz_failed = Quiz failed
workflow-trigger-quiz_failed = a member fails { $id ->
    [none] a quiz
   *[other] the quiz { $id }
}
workflow-name-trigger-certificate_earned = Certificate earned
workflow-trigger-certificate_earned = a member earns { $id ->
    [none] a certificate
   *[other] the certificate { $id }
}
workflow-name-trigger-goal_completed = Goal completed
workflow-trigger-goal_completed = a member completes { $goal ->
    [none] a goal
   *[other] the goal *{ $goal }*
}{ $only_without_reward ->
    [yes] {" "}that has no reward of its own
   *[other] {""}
}
workflow-name-trigger-tier_reached = Tier reached
workflow-trigger-tier_reached = a member reaches { $role ->
    [none] a tier
   *[other] the tier { $role }
}
workflow-name-trigger-streak_reached = Streak of days
workflow-trigger-streak_reached = a member has been active { $days ->
    [one] 1 day
   *[other] { $days } days
} in a row{ $repeat ->
    [yes] , and again each time the streak grows by as much
   *[other] {""}
}
workflow-name-trigger-reward_claimed = Coupon bought or code claimed
workflow-trigger-reward_claimed = a member claims { $reward ->
    [none] a reward
   *[other] *{ $reward }*
}
workflow-name-trigger-boost_started = Server boosted
workflow-trigger-boost_started = a member starts boosting the server
workflow-name-trigger-role_added = Role added
workflow-trigger-role_added = a member gets the role { $role }
workflow-name-trigger-role_removed = Role removed
workflow-trigger-role_removed = a member loses the role { $role }
workflow-name-trigger-voice_minutes = Time in voice channels
workflow-trigger-voice_minutes = a member has spent { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} in voice channels in one day
workflow-name-trigger-schedule = On a schedule
workflow-trigger-schedule = the schedule “{ $cron }” is due
workflow-name-trigger-custom = An action of your own
workflow-trigger-custom = a webhook reports the action { $action }

## What they ask
workflow-name-condition-has_role = Has a role
workflow-condition-has_role = they have the role { $role }
workflow-name-condition-in_channel = In a channel
workflow-condition-in_channel = it happened in { $channel }
workflow-name-condition-points_at_least = Has enough points
workflow-condition-points_at_least = they have at least { POINTS($points, $currency) }{ $wallet ->
    [none] {""}
   *[other] {" "}({ $wallet })
}
workflow-name-condition-tier_is = Is in a tier
workflow-condition-tier_is = their tier is { $role }{ $or_higher ->
    [yes] {" "}or a higher one
   *[other] {""}
}
workflow-name-condition-member_for_days = Joined some time ago
workflow-condition-member_for_days = they joined at least { $days ->
    [one] 1 day
   *[other] { $days } days
} ago
workflow-name-condition-account_age_days = Account is not new
workflow-condition-account_age_days = their account is at least { $days ->
    [one] 1 day
   *[other] { $days } days
} old
workflow-name-condition-attribute = Has an attribute
workflow-condition-attribute = { $value ->
    [none] they have the attribute { $name }
   *[other] their attribute { $name } is { $value }
}
workflow-name-condition-first_time = First time for the member
workflow-condition-first_time = it is the first time for them
workflow-name-condition-all_of = All of these
workflow-condition-all_of = all of these are true ({ $conditions })
workflow-name-condition-any_of = At least one of these
workflow-condition-any_of = at least one of these is true ({ $conditions })
workflow-name-condition-not = Not
workflow-condition-not = it is not true that { $condition }

## What they do
workflow-name-step-assign_reward = Give a reward
workflow-step-assign_reward = give *{ $reward }*
workflow-name-step-award_points = Award points
workflow-step-award_points = award { POINTS($points, $currency) }
workflow-name-step-deduct_points = Deduct points
workflow-step-deduct_points = deduct { POINTS($points, $currency) }
workflow-name-step-send_notification = Send a direct message
workflow-step-send_notification = send them “{ $text }”
workflow-name-step-announce = Announce in a channel
workflow-step-announce = post “{ $text }” in { $channel }
workflow-name-step-add_role = Add a role
workflow-step-add_role = add the role { $role }
workflow-name-step-remove_role = Remove a role
workflow-step-remove_role = remove the role { $role }
workflow-name-step-update_membership_tier = Change the tier of a membership
workflow-step-update_membership_tier = change their membership { $plan } to the tier { $tier }
workflow-name-step-set_user_attribute = Set an attribute
workflow-step-set_user_attribute = set { $name } to { $value }
workflow-name-step-webhook = Call a webhook
workflow-step-webhook = send a signed POST to { $url }
workflow-name-step-wait = Wait
workflow-step-wait = wait { $duration }

## What a setting is called in a form (Discord takes 45 characters)
workflow-field-action = Name of the action
workflow-field-channel = Channel
workflow-field-condition = Condition
workflow-field-conditions = Conditions
workflow-field-cron = Schedule
workflow-field-days = Days
workflow-field-duration = How long
workflow-field-emoji = Emoji
workflow-field-event = Link or id of the event
workflow-field-go_on = Continue if it fails
workflow-field-goal = Goal
workflow-field-id = Id of the course, lesson or quiz
workflow-field-minutes = Minutes in one day
workflow-field-name = Name of the attribute
workflow-field-only_without_reward = Only goals without a reward
workflow-field-or_higher = A higher tier counts too
workflow-field-plan = Name of the plan
workflow-field-points = Points
workflow-field-repeat = Again each time the streak grows by as much
workflow-field-reward = Reward
workflow-field-role = Role
workflow-field-text = Text
workflow-field-tier = Tier of the membership
workflow-field-url = Address
workflow-field-value = Value
workflow-field-wallet = Which points

## What there is to choose from
workflow-choice-earn = earned in total
workflow-choice-spend = to spend
