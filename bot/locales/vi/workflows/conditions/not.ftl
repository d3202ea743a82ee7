workflow-name-condition-not = Đảo một điều kiện
workflow-condition-not = điều này không đúng ({ $condition })
workflow-field-condition = Điều kiện
