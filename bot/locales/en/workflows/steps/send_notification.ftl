workflow-name-step-send_notification = Send a direct message
workflow-step-send_notification = send them “{ $text }”
