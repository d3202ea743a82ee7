workflow-name-trigger-boost_started = Nâng cấp máy chủ
workflow-trigger-boost_started = một thành viên bắt đầu nâng cấp máy chủ
