points-not-enough = You need { POINTS($missing, $currency) } more.
points-nothing-to-take = { $balance ->
    [0] Nothing was taken: they have nothing to take.
   *[other] Nothing was taken: they have { POINTS($balance, $currency) } to take, { $missing } too few. Take { $balance } or less.
}
points-bad-amount = Give a whole number from 1 to { $most }.
points-bad-note = Keep the note to { $most } characters.
