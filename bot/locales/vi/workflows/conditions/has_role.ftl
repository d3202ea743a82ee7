workflow-name-condition-has_role = Có vai trò
workflow-condition-has_role = họ có vai trò { $role }
