workflow-name-step-webhook = Call a webhook
workflow-step-webhook = send a signed POST to { $url }
workflow-field-url = Address
