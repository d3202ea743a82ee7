workflow-name-condition-not = Not
workflow-condition-not = it is not true that { $condition }
workflow-field-condition = Condition
