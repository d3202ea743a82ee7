workflow-name-trigger-voice_minutes = Thời gian trong kênh thoại
workflow-trigger-voice_minutes = một thành viên ở kênh thoại đủ { $minutes } phút trong ngày
workflow-field-minutes = Số phút trong ngày
