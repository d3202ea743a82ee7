workflow-name-trigger-goal_completed = Goal completed
workflow-trigger-goal_completed = a member completes { $goal ->
    [none] a goal
   *[other] the goal *{ $goal }*
}{ $only_without_reward ->
    [yes] {" "}that has no reward of its own
   *[other] {""}
}
workflow-field-goal = Goal
workflow-field-only_without_reward = Only goals without a reward
