workflow-name-trigger-quiz_failed = Quiz failed
workflow-trigger-quiz_failed = a member fails { $id ->
    [none] a quiz
   *[other] the quiz { $id }
}
