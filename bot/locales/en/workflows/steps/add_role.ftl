workflow-name-step-add_role = Add a role
workflow-step-add_role = add the role { $role }
