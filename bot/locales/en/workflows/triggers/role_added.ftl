workflow-name-trigger-role_added = Role added
workflow-trigger-role_added = a member gets the role { $role }
