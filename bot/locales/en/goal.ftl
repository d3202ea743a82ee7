# How far a member is
goals-title = Your goals
goals-empty = There are no goals yet.
goals-progress = { $bar } **{ $done }** of { $target }
goals-completed = ✅ **Completed**: { $target }
goals-ends = ends { $moment }
goals-anew = starts over { $moment }
goals-reward = reward: { $reward }
goals-ring = { $done } of { $target }
goals-ring-completed = Completed
goals-reached = Goal completed

# Words
goal-period-weekly = Weekly
goal-period-monthly = Monthly
goal-period-quarterly = Quarterly
goal-counts-points = Points from earning rules
goal-amount-daily_login = { $count ->
    [one] 1 active day
   *[other] { $count } active days
}
goal-amount-post_created = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
goal-amount-comment_created = { $count ->
    [one] 1 reply
   *[other] { $count } replies
}
goal-amount-like_received = { $count ->
    [one] 1 reaction from others
   *[other] { $count } reactions from others
}
goal-amount-voice_minute = { $count ->
    [one] 1 voice minute
   *[other] { $count } voice minutes
}
goal-amount-event_checkin = { $count ->
    [one] 1 event
   *[other] { $count } events
}
goal-amount-course_complete = { $count ->
    [one] 1 course
   *[other] { $count } courses
}
goal-amount-lesson_complete = { $count ->
    [one] 1 lesson
   *[other] { $count } lessons
}
goal-amount-quiz_pass = { $count ->
    [one] 1 quiz
   *[other] { $count } quizzes
}
goal-amount-membership_purchase = { $count ->
    [one] 1 membership
   *[other] { $count } memberships
}
goal-amount-membership_renewal = { $count ->
    [one] 1 renewal
   *[other] { $count } renewals
}
goal-amount-of-your-own = { $count } × { $action }

# Ready-made ones
goal-ready-regular = Weekly regular
goal-ready-conversation = Good conversation
goal-ready-star = Star of the month
goal-ready-learner = Curious mind
