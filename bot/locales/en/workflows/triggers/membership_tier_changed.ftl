workflow-name-trigger-membership_tier_changed = Membership changes tier
workflow-trigger-membership_tier_changed = { $plan ->
    [none] a membership
   *[other] the membership { $plan }
} of a member changes { $tier ->
    [none] tier
   *[other] to the tier { $tier }
}
