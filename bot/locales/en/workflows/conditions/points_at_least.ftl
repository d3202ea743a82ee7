workflow-name-condition-points_at_least = Has enough points
workflow-condition-points_at_least = they have at least { POINTS($points, $currency) }{ $wallet ->
    [none] {""}
   *[other] {" "}({ $wallet })
}
workflow-field-wallet = Which points
workflow-choice-earn = earned in total
workflow-choice-spend = to spend
