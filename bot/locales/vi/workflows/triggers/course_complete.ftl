workflow-name-trigger-course_complete = Hoàn thành khóa học
workflow-trigger-course_complete = một thành viên hoàn thành { $id ->
    [none] một khóa học
   *[other] khóa học { $id }
}
