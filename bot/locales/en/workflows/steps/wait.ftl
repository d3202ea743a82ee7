workflow-name-step-wait = Wait
workflow-step-wait = wait { $duration }
workflow-field-duration = How long
