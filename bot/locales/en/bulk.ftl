bulk-nobody = Nobody can get it this way. Choose a role that has members, or a file with their ids.
bulk-stock-short = There is not enough of **{ $reward }**: { $missing ->
    [one] 1 more is needed.
   *[other] { $missing } more are needed.
} Nobody got anything. Add stock, or run the command again and choose *Give while stock lasts*.
bulk-plan-too-old = This plan is older than 15 minutes, and people may have joined or left. Nothing was changed. Run the command again for a new plan.
