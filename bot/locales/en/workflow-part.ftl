# What a setting that several parts have is called in a form (Discord takes 45 characters)
workflow-field-channel = Channel
workflow-field-conditions = Conditions
workflow-field-days = Days
workflow-field-event = Link or id of the event
workflow-field-go_on = Continue if it fails
workflow-field-id = Id of the course, lesson or quiz
workflow-field-name = Name of the attribute
workflow-field-plan = Name of the plan
workflow-field-points = Points
workflow-field-reward = Reward
workflow-field-role = Role
workflow-field-text = Text
workflow-field-tier = Tier of the membership
workflow-field-value = Value
