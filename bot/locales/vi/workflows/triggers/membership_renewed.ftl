workflow-name-trigger-membership_renewed = Gói hội viên được gia hạn
workflow-trigger-membership_renewed = một thành viên gia hạn { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
}
