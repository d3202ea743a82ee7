points-not-enough = { $missing ->
    [one] You need 1 more point. Take part in the community to earn it, then come back.
   *[other] You need { $missing } more points. Take part in the community to earn them, then come back.
}
points-nothing-to-take = { $balance ->
    [0] Nothing was taken: they have no points to take.
    [one] Nothing was taken: they have 1 point to take, { $missing } too few. Take that one.
   *[other] Nothing was taken: they have { $balance } points to take, { $missing } too few. Take { $balance } or less.
}
points-bad-amount = Give a whole number from 1 to { $most }.
points-bad-note = Keep the note to { $most } characters.
