workflow-name-trigger-daily_login = Hoạt động đầu tiên trong ngày
workflow-trigger-daily_login = một thành viên hoạt động lần đầu trong ngày
