workflow-name-trigger-course_enrolled = Course started
workflow-trigger-course_enrolled = a member starts { $id ->
    [none] a course
   *[other] the course { $id }
}
