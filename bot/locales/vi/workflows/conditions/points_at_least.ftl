workflow-name-condition-points_at_least = Có đủ số điểm
workflow-condition-points_at_least = họ có ít nhất { POINTS($points, $currency) }{ $wallet ->
    [none] {""}
   *[other] {" "}({ $wallet })
}
workflow-field-wallet = Loại điểm
workflow-choice-earn = đã tích lũy
workflow-choice-spend = còn để tiêu
