workflow-name-trigger-membership_cancelled = Membership ends
workflow-trigger-membership_cancelled = { $plan ->
    [none] a membership
   *[other] the membership { $plan }
} of a member ends
