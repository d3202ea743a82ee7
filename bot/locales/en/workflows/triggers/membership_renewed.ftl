workflow-name-trigger-membership_renewed = Membership is renewed
workflow-trigger-membership_renewed = a member renews { $plan ->
    [none] a membership
   *[other] the membership { $plan }
}
