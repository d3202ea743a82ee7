workflow-name-trigger-custom = An action of your own
workflow-trigger-custom = a webhook reports the action { $action }
workflow-field-action = Name of the action
