workflow-name-step-remove_role = Gỡ vai trò
workflow-step-remove_role = gỡ vai trò { $role }
