workflow-name-trigger-course_enrolled = Ghi danh vào khóa học
workflow-trigger-course_enrolled = một thành viên ghi danh vào { $id ->
    [none] một khóa học
   *[other] khóa học { $id }
}
