workflow-name-trigger-membership_tier_changed = Gói hội viên đổi hạng
workflow-trigger-membership_tier_changed = { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
} của một thành viên đổi { $tier ->
    [none] hạng
   *[other] sang hạng { $tier }
}
