points-many-nobody = There is nobody whose points would change. Choose a role that has members, or a file with their ids.
points-many-already-done = This file was imported already, at <t:{ $moment }:f>. Nothing was changed. Undo that import first, if it is to come again.
points-many-unfinished = This is still under way. It can be undone once it is finished.
points-many-bad-share = A share is a whole number of percent from 1 to { $most }.
points-many-bad-above = What stays is a whole number of points from 0 to { $most }.
points-many-who = Choose exactly one: a member, a role, or a file with ids.
points-many-share-or-above = Choose a share or an amount that stays, not both. Without either, a new season takes all points to spend.

points-many-title-award = Give { $amount } to { $count ->
    [one] 1 member
   *[other] each of { $count } members
}?
points-many-title-refund = Give { $amount } back to { $count ->
    [one] 1 member
   *[other] each of { $count } members
}?
points-many-title-deduction = Take { $amount } from { $count ->
    [one] 1 member
   *[other] each of { $count } members
}?
points-many-title-correction = Take { $amount } from both wallets of { $count ->
    [one] 1 member
   *[other] each of { $count } members
}?
points-many-title-reset = Begin a new season for { $count ->
    [one] 1 member
   *[other] { $count } members
}?
points-many-title-nobody = Nobody’s points would change
points-many-choose-others = Choose a role that has members, or a file with their ids.
points-many-plan-award = { $points } in all, to spend and in lifetime points. Nobody gets a message.
points-many-plan-refund = { $points } in all, to spend.
points-many-plan-deduction = { $points } in all, from what they can spend.
points-many-plan-correction = { $points } in all, from what they can spend and from their lifetime points.
points-many-plan-import = { $points } in all.
points-many-plan-reset = { $points } to spend would go, as balances are now. What counts is what each has when it is their turn.
points-many-take-all = All points to spend are taken.
points-many-take-share = { $number }% of everybody’s points to spend is taken, rounded down.
points-many-take-above = Everybody keeps up to { $points } to spend; what exceeds that is taken.
points-many-lifetime-stays = Lifetime points, tiers and the leaderboard stay as they are.
points-many-without = { $count ->
    [one] 1 member has less than that, and keeps everything.
   *[other] { $count } members have less than that, and keep everything.
}
points-many-without-reset = { $count ->
    [one] 1 has too little for anything to be taken.
   *[other] { $count } have too little for anything to be taken.
}
points-many-do-award = Give to all
points-many-do-refund = Give back to all
points-many-do-deduction = Take from all
points-many-do-correction = Take from all
points-many-do-import = Import
points-many-do-reset = Begin the season

points-many-is-award = { $amount } for many
points-many-is-refund = { $amount } back for many
points-many-is-deduction = { $amount } taken from many
points-many-is-correction = { $amount } taken from both wallets of many
points-many-is-import = Points imported{ $source ->
    [none] {""}
   *[other] {" from "}{ $source }
}
points-many-is-reset = New season: { $take ->
    [share] { $number }% taken
    [above] all above { $points } taken
   *[all] all points to spend taken
}

points-many-planned = Not begun
points-many-running = Under way …
points-many-done = Done
points-many-undoing = Undoing …
points-many-undone = Undone
points-many-waiting = { $count ->
    [one] 1 is still to come.
   *[other] { $count } are still to come.
}
points-many-done-for = Done for { $count ->
    [one] 1 member.
   *[other] { $count } members.
}
points-many-spend-added = { $points } more to spend in all.
points-many-spend-taken = { $points } less to spend in all.
points-many-earn-added = { $points } more in lifetime points in all.
points-many-earn-taken = { $points } less in lifetime points in all.
points-many-unchanged = { $count ->
    [one] 1 had nothing to change.
   *[other] { $count } had nothing to change.
}
points-many-refused = { $count ->
    [one] 1 was left out.
   *[other] { $count } were left out.
}
points-many-refused-error-not-here = { $count ->
    [one] 1 is no longer in this server, and got nothing.
   *[other] { $count } are no longer in this server, and got nothing.
}
points-many-refused-points-nothing-to-take = { $count ->
    [one] 1 had less than that, and kept everything.
   *[other] { $count } had less than that, and kept everything.
}
points-many-kept = { $points } of { $count ->
    [one] 1 member
   *[other] { $count } members
} could not be taken back: they are spent already.
points-many-undone-by = Undone by { $member }.
points-many-left-out = Not done, or not in full, for: { $members }
points-many-why-kept = spent already
points-many-why = left out
points-many-why-error-not-here = no longer in this server
points-many-why-points-nothing-to-take = had less than that
points-many-send-file = All of them as a file
points-many-file = Those for whom it could not be done, or not wholly.
points-many-undo = Undo
points-many-undo-title = Undo this?
points-many-undo-takes = { $count ->
    [one] 1 member got { $points }. It is taken back
   *[other] { $count } members got { $points } in all. That is taken back
} as far as it is not spent yet, as much from lifetime points as from points to spend. Who has spent some is listed. Roles of tiers stay. This can be done once.
points-many-undo-gives = { $count ->
    [one] 1 member gets back exactly what was taken
   *[other] { $count } members get back exactly what was taken
}: { $points }. This can be done once.
points-many-details = Details
points-many-list-title = Points for many
points-many-list-empty = Nothing was done to the points of many yet. Give some to a role with `/points award`, or look at one member with `/points history member:`.
points-many-state-planned = not begun
points-many-state-running = under way
points-many-state-done = { $count ->
    [one] 1 member
   *[other] { $count } members
}
points-many-state-undoing = being undone
points-many-state-undone = undone
