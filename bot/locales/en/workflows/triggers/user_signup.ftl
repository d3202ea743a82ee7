workflow-name-trigger-user_signup = Somebody joins
workflow-trigger-user_signup = somebody joins for the first time
