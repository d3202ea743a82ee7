workflow-name-trigger-course_complete = Course completed
workflow-trigger-course_complete = a member completes { $id ->
    [none] a course
   *[other] the course { $id }
}
