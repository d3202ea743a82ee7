workflow-name-step-add_role = Thêm vai trò
workflow-step-add_role = thêm vai trò { $role }
