workflow-name-condition-tier_is = Thuộc hạng
workflow-condition-tier_is = hạng của họ là { $role }{ $or_higher ->
    [yes] {" "}hoặc cao hơn
   *[other] {""}
}
workflow-field-or_higher = Hạng cao hơn cũng được
