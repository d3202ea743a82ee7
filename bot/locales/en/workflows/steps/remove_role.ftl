workflow-name-step-remove_role = Remove a role
workflow-step-remove_role = remove the role { $role }
