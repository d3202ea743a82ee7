workflow-name-trigger-schedule = Theo lịch
workflow-trigger-schedule = đến giờ theo lịch “{ $cron }”
workflow-field-cron = Lịch
