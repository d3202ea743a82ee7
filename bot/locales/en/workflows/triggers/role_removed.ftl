workflow-name-trigger-role_removed = Role removed
workflow-trigger-role_removed = a member loses the role { $role }
