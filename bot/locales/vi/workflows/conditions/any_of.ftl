workflow-name-condition-any_of = Ít nhất một điều kiện
workflow-condition-any_of = ít nhất một trong các điều này đúng ({ $conditions })
