workflow-name-condition-all_of = Tất cả các điều kiện
workflow-condition-all_of = tất cả điều này đều đúng ({ $conditions })
