workflow-name-trigger-reward_claimed = Coupon bought or code claimed
workflow-trigger-reward_claimed = a member claims { $reward ->
    [none] a reward
   *[other] *{ $reward }*
}
