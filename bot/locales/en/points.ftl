points-not-enough = You need { POINTS($missing, $currency) } more.
points-nothing-to-take = { $balance ->
    [0] They have no points to spend. Nothing was taken.
   *[other] They have only { POINTS($balance, $currency) }. Nothing was taken.
}
points-bad-amount = Give a whole number from 1 to { $most }.
points-bad-note = Use up to { $most } characters for the note.

# What points moved for
cause-in-channel = { $what } in { $channel }
cause-taken-back = taken back: { $what }, which was deleted within a minute
cause-workflow = { $taken ->
    [1] taken by the workflow { $workflow }
   *[other] from the workflow { $workflow }
}
cause-bought = spent in the store on { $reward }
cause-given-back = given back for { $reward }
cause-imported = imported from { $source }
cause-undone = undone: { $batch ->
    [import] { $source ->
        [none] an import of points
       *[other] the import from { $source }
    }
    [award] points given to many
    [refund] points given back to many
    [deduction] points taken from many
    [correction] points taken from many
    [reset] the start of a season
   *[other] what was done to many
}
