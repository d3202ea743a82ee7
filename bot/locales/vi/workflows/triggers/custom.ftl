workflow-name-trigger-custom = Hoạt động do bạn đặt
workflow-trigger-custom = một webhook báo hoạt động { $action }
workflow-field-action = Tên hoạt động
