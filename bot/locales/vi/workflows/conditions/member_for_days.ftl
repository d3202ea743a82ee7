workflow-name-condition-member_for_days = Đã tham gia một thời gian
workflow-condition-member_for_days = họ đã tham gia ít nhất { $days } ngày
