workflow-name-condition-account_age_days = Account is not new
workflow-condition-account_age_days = their account is at least { $days ->
    [one] 1 day
   *[other] { $days } days
} old
