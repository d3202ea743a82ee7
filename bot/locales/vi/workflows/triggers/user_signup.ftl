workflow-name-trigger-user_signup = Có người tham gia
workflow-trigger-user_signup = có người tham gia lần đầu
