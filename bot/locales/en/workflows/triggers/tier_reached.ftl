workflow-name-trigger-tier_reached = Tier reached
workflow-trigger-tier_reached = a member reaches { $role ->
    [none] a tier
   *[other] the tier { $role }
}
