workflow-name-condition-first_time = First time for the member
workflow-condition-first_time = it is the first time for them
