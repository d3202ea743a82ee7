workflow-name-trigger-membership_purchased = Membership begins
workflow-trigger-membership_purchased = a member gets { $plan ->
    [none] a membership
   *[other] the membership { $plan }
}
