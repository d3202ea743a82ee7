workflow-name-trigger-quiz_passed = Quiz passed
workflow-trigger-quiz_passed = a member passes { $id ->
    [none] a quiz
   *[other] the quiz { $id }
}
