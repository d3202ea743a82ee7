points-not-enough = { $missing ->
    [one] You need 1 more point. Take part in the community to earn it, then come back.
   *[other] You need { $missing } more points. Take part in the community to earn them, then come back.
}
points-nothing-to-take = Nothing was taken: they have { $balance ->
    [one] 1 point
   *[other] { $balance } points
} to spend, { $missing } too few. Take { $balance } or less.
points-bad-amount = Give a whole number from 1 to { $most }.
points-bad-note = Keep the note to { $most } characters.
