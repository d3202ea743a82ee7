workflow-name-condition-all_of = All of these
workflow-condition-all_of = all of these are true ({ $conditions })
