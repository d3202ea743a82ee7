workflow-name-trigger-goal_completed = Hoàn thành mục tiêu
workflow-trigger-goal_completed = một thành viên hoàn thành { $goal ->
    [none] một mục tiêu
   *[other] mục tiêu *{ $goal }*
}{ $only_without_reward ->
    [yes] {" "}không có phần thưởng riêng
   *[other] {""}
}
workflow-field-goal = Mục tiêu
workflow-field-only_without_reward = Chỉ mục tiêu không có phần thưởng
