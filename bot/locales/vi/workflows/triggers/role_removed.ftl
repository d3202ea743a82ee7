workflow-name-trigger-role_removed = Mất vai trò
workflow-trigger-role_removed = một thành viên mất vai trò { $role }
