points-not-enough = You need { POINTS($missing, $currency) } more.
points-nothing-to-take = { $balance ->
    [0] They have no points to spend. Nothing was taken.
   *[other] They have only { POINTS($balance, $currency) }. Nothing was taken.
}
points-bad-amount = Give a whole number from 1 to { $most }.
points-bad-note = Use up to { $most } characters for the note.
