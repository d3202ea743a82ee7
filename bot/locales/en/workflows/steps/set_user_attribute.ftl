workflow-name-step-set_user_attribute = Set an attribute
workflow-step-set_user_attribute = set { $name } to { $value }
