# What the texts of all families are made of
common-points = { $amount ->
    [one] 1 point
   *[other] { $amount } points
}
# $currency is what a community calls its points
common-points-named = { $amount } { $currency }
# $form is the plural category of an ordinal number
common-ordinal = { $form ->
    [one] { $number }st
    [two] { $number }nd
    [few] { $number }rd
   *[other] { $number }th
}
