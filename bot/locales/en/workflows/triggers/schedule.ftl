workflow-name-trigger-schedule = On a schedule
workflow-trigger-schedule = the schedule “{ $cron }” is due
workflow-field-cron = Schedule
