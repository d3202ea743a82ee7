workflow-name-trigger-quiz_passed = Vượt qua bài kiểm tra
workflow-trigger-quiz_passed = một thành viên vượt qua { $id ->
    [none] một bài kiểm tra
   *[other] bài kiểm tra { $id }
}
