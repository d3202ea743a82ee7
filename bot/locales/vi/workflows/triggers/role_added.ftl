workflow-name-trigger-role_added = Được thêm vai trò
workflow-trigger-role_added = một thành viên có vai trò { $role }
