workflow-name-condition-first_time = Lần đầu của thành viên
workflow-condition-first_time = đây là lần đầu của họ
