workflow-name-trigger-reward_claimed = Mua phiếu quà hoặc nhận mã
workflow-trigger-reward_claimed = một thành viên nhận { $reward ->
    [none] một phần thưởng
   *[other] *{ $reward }*
}
