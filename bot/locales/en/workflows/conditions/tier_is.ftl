workflow-name-condition-tier_is = Is in a tier
workflow-condition-tier_is = their tier is { $role }{ $or_higher ->
    [yes] {" "}or a higher one
   *[other] {""}
}
workflow-field-or_higher = A higher tier counts too
