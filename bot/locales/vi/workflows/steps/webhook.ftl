workflow-name-step-webhook = Gọi webhook
workflow-step-webhook = gửi POST có chữ ký đến { $url }
workflow-field-url = Địa chỉ
