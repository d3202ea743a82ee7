workflow-name-trigger-tier_reached = Đạt hạng
workflow-trigger-tier_reached = một thành viên đạt { $role ->
    [none] một hạng
   *[other] hạng { $role }
}
