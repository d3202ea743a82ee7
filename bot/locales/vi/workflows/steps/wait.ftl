workflow-name-step-wait = Chờ
workflow-step-wait = chờ { $duration }
workflow-field-duration = Bao lâu
