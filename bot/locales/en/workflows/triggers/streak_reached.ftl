workflow-name-trigger-streak_reached = Streak of days
workflow-trigger-streak_reached = a member has been active { $days ->
    [one] 1 day
   *[other] { $days } days
} in a row{ $repeat ->
    [yes] , and again each time the streak grows by as much
   *[other] {""}
}
workflow-field-repeat = Again each time the streak grows by as much
