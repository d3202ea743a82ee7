workflow-name-condition-has_role = Has a role
workflow-condition-has_role = they have the role { $role }
