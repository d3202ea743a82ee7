workflow-name-condition-any_of = At least one of these
workflow-condition-any_of = at least one of these is true ({ $conditions })
