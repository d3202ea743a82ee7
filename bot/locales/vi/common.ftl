# What the texts of all families are made of
common-points = { $amount } điểm
# $currency is what a community calls its points
common-points-named = { $amount } { $currency }
# $form is the plural category of an ordinal number
common-ordinal = { $form ->
   *[other] { $number }
}
