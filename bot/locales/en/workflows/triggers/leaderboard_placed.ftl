workflow-name-trigger-leaderboard_placed = Best of a week, month or quarter
workflow-trigger-leaderboard_placed = a { $period ->
    [week] week
    [quarter] quarter
   *[other] month
} ends and a member is { $first ->
    [one] first on
   *[other] among the first { $first } of
} its leaderboard
workflow-field-period = Leaderboard of each
workflow-field-first = How many of the first places
workflow-choice-week = week
workflow-choice-month = month
workflow-choice-quarter = quarter
