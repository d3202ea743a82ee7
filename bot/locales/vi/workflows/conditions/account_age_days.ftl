workflow-name-condition-account_age_days = Tài khoản không mới tạo
workflow-condition-account_age_days = tài khoản Discord của họ đã có ít nhất { $days } ngày
