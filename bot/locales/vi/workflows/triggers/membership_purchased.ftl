workflow-name-trigger-membership_purchased = Gói hội viên bắt đầu
workflow-trigger-membership_purchased = một thành viên có { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
}
