workflow-name-condition-member_for_days = Joined some time ago
workflow-condition-member_for_days = they joined at least { $days ->
    [one] 1 day
   *[other] { $days } days
} ago
