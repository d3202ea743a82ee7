# A raffle’s card
raffle-title = 🎟️ Raffle: { $reward }
raffle-units = { $units ->
    [one] 1 to win
   *[other] { $units } to win
}
raffle-closes = Closes { $at } ({ $left })
raffle-needs-role = For members with { $role }
raffle-needs-days = { $days ->
    [one] For members who have been here for at least 1 day
   *[other] For members who have been here for at least { $days } days
}
raffle-time-to-accept = Winners have { $time } to accept
raffle-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
raffle-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
raffle-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
raffle-entries = { $count ->
    [0] Nobody has entered yet
    [one] 1 entry
   *[other] { $count } entries
}
raffle-entries-closed = { $count ->
    [0] Nobody entered
    [one] 1 entry
   *[other] { $count } entries
}
raffle-drawn = Drawn { $at }
raffle-cancelled = Cancelled { $at }, without a draw
raffle-closed-early = { $manager } closed it early; it was to run until { $planned }
raffle-winners = **Winners**
raffle-number = no. { $number }
raffle-may-accept = time to accept ends { $left }
raffle-nobody = Nobody won.
raffle-passed-over = Passed over: { $lapsed ->
    [0] {""}
   *[other] { $lapsed } did not accept in time
}{ $passed ->
    [0] .
   *[other] { $lapsed ->
        [0] {""}
       *[other] {", "}
    }{ $passed } may not win any more (left, lost the role, or have as many as they may).
}
raffle-units-back = What nobody won is no longer set aside: { $why }
raffle-commitment = The draw is fixed by a secret seed. Its SHA-256: `{ $hash }`
raffle-seed = Seed: `{ $seed }`
    Its SHA-256, shown from the start: `{ $hash }`
raffle-take-part = Take part
raffle-how = How is it drawn?
raffle-accept = Accept

# What members are answered
raffle-entered = You are in! Your number is **{ $number }**. If you win, you get a message; accept it in time.
raffle-entered-before = You are in already. Your number is **{ $number }**.
raffle-entered-erased = You entered before you erased your data. That entry stays, without your name; there is no second one.
raffle-over = This raffle is closed. Look out for the next one!
raffle-role-missing = This raffle is for members with <@&{ $role }>.
raffle-role-gone = The role that this raffle asks for was deleted, so nobody can take part. A manager can open another raffle.
raffle-too-new = { $days ->
    [one] This raffle is for members who have been here for at least 1 day. Look out for the next one!
   *[other] This raffle is for members who have been here for at least { $days } days. Look out for the next one!
}
raffle-role-held = You already have <@&{ $role }>, which is what can be won here. Look out for the next one!
raffle-not-drawn = You have not won in this raffle. Better luck next time!
raffle-accepted-too-late = The time to accept is over, so somebody else is drawn.
raffle-accepted = 🎉 **{ $reward }** is yours!
raffle-accepted-before = You have accepted **{ $reward }** already.
raffle-how-title = How { $reward } is drawn
raffle-how-rule = 1. When the raffle opened, a random seed was made. Only its SHA-256 is shown until the close, so nobody can change it.
    2. Entries are numbered 1, 2, 3, … in the order of entering. Who is behind a number plays no part.
    3. Each number gets a lot: the SHA-256 of the text `seed:number`. The smallest lot comes first.
    4. { $units ->
    [one] The first one who may still win is asked
   *[other] The first { $units } who may still win are asked
    }. Whoever does not accept in time is passed over, and the next one in the same order is asked.
raffle-how-check = Check it yourself after the close: `printf '%s' 'SEED:NUMBER' | sha256sum` gives a number’s lot.
raffle-how-secret = SHA-256 of the seed: `{ $hash }`. The seed itself is shown at the close.
raffle-how-seed = Seed: `{ $seed }`, SHA-256: `{ $hash }`
raffle-won = 🎉 You won { $reward }!
raffle-won-how = In a raffle on **{ $server }**. Press *Accept* by { $at } ({ $left }), or somebody else is drawn.
raffle-won-number = Your number was { $number }.
inventory-won = 🎉 You won **{ $reward }** in a raffle. Accept it: it runs out { $left }.

# What managers see
raffle-form = A raffle
raffle-field-units = How many can be won
raffle-field-until = Until when members can take part
raffle-hint-until = Such as 2030-12-24 18:00 in the server’s time zone, or 3d
raffle-field-days = Days on the server
raffle-hint-days = How long members must have been here; empty for everybody
raffle-field-accept = Time to accept
raffle-hint-accept = Such as 12h or 2d; 2 days if you leave it empty
raffle-bad-units = **How many can be won**: give a whole number from { $least } to { $most }.
raffle-bad-days = **Days on the server**: give a whole number from { $least } to { $most }.
raffle-bad-until = **Until when**: give a day and a time still to come, such as 2030-12-24 18:00 ({ $zone }), or how long from now, such as 12h or 3d.
raffle-bad-accept = **Time to accept**: write it as in 12h or 2d, from 1 hour to 30 days.
raffle-of-codes = **{ $reward }** delivers codes of a voucher, and a raffle could not keep those back. Offer the voucher itself.
raffle-too-few-left = { $left ->
    [0] Of **{ $reward }** nothing is left for a raffle, or no code is good until winners have accepted. Add more first.
    [one] Of **{ $reward }** only 1 is left for a raffle. Offer fewer, or add more first.
   *[other] Of **{ $reward }** only { $left } are left for a raffle. Offer fewer, or add more first.
}
raffle-open = Open the raffle
raffle-open-means = The card goes to { $channel }. What can be won is set aside until the raffle is over.
raffle-opened = The raffle of **{ $reward }** is open in { $channel }.
raffle-opened-end = End it early with `/raffle end`; see all with `/raffle list`.
raffle-label = { $reward } · { $units } to win · { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
}
raffle-which = { $count ->
    [0] No raffle of “{ $given }” is running. `/raffle list` shows all of them.
   *[other] { $count } raffles of **{ $given }** are running. Pick one from the suggestions, or in `/raffle list`.
}
raffle-end = End it now…
raffle-end-question = End the raffle of { $reward }?
raffle-end-means = { $count ->
    [0] Nobody has entered yet.
    [one] There is 1 entry.
   *[other] There are { $count } entries.
    } It closes by itself { $at }. *Draw now* draws among those who are in; *Cancel the raffle* draws nobody. Either way the card and `/audit` say that it was you.
raffle-draw-now = Draw now
raffle-cancel = Cancel the raffle
raffle-state-open = open, closes { $when }
raffle-state-drawn = drawn { $when }, waiting for winners to accept
raffle-state-ended = over, closed { $when }
raffle-state-cancelled = cancelled { $when }
raffle-list-title = { $count ->
    [one] 1 raffle
   *[other] { $count } raffles
}
raffle-list-pick = Open one…
raffle-list-empty = There has been no raffle yet. Create one with `/raffle create`.
