workflow-name-trigger-lesson_complete = Lesson completed
workflow-trigger-lesson_complete = a member completes { $id ->
    [none] a lesson
   *[other] the lesson { $id }
}
