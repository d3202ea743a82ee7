workflow-name-trigger-quiz_failed = Không vượt qua bài kiểm tra
workflow-trigger-quiz_failed = một thành viên không vượt qua { $id ->
    [none] một bài kiểm tra
   *[other] bài kiểm tra { $id }
}
