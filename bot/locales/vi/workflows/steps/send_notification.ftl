workflow-name-step-send_notification = Gửi tin nhắn trực tiếp
workflow-step-send_notification = nhắn họ “{ $text }”
