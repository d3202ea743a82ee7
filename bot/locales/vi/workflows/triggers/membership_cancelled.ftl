workflow-name-trigger-membership_cancelled = Gói hội viên kết thúc
workflow-trigger-membership_cancelled = { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
} của một thành viên kết thúc
