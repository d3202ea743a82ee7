workflow-name-trigger-daily_login = First activity of the day
workflow-trigger-daily_login = a member is active for the first time on a day
