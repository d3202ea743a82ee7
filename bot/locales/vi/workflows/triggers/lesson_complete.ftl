workflow-name-trigger-lesson_complete = Hoàn thành bài học
workflow-trigger-lesson_complete = một thành viên hoàn thành { $id ->
    [none] một bài học
   *[other] bài học { $id }
}
