# Where earning pays otherwise, and who earns nothing
place-title = Places, and who is left out
place-none = Everything pays the same everywhere, and everybody earns.
place-how = `channel:` with `factor:` lets a channel or a whole category pay more or less; 0 is nothing. `action:` limits that to one action. `role:` and `member:` leave somebody out of earning and of the leaderboard. A thread counts as its channel, and a channel goes before its category.
place-nothing = { $where } · { $what ->
    [0] nothing is earned
   *[other] { $what }: nothing is earned
}
place-times = { $where } · { $what ->
    [0] ×{ NUMBER($times, maximumFractionDigits: 1) }
   *[other] { $what }: ×{ NUMBER($times, maximumFractionDigits: 1) }
}
place-left-out = { $who } · left out
place-remove = Back to normal…
place-one-at-once = **channel**: change one at a time: a channel, a role or a member.
place-which-channel = **channel**: choose the channel or category where it pays more, less or nothing.
place-bad-factor = **factor**: give a number from 0 to 10 with one decimal at most, such as 0.5 or 2.
place-too-many = **channel**: a server can have up to { $most } places. Set one back to normal first.
left-out-everybody = **role**: everyone has @everyone. To stop earning altogether, set what actions pay to 0 with `/points rules`.
left-out-too-many = **role**: up to { $most } can be left out. Let one earn again first.

# A change, before it is saved
change-title = Save this change?
change-removes = { $action } is removed and pays nothing any more.
change-place-back = { $where } · { $what ->
    [0] pays what is paid elsewhere
   *[other] { $what }: pays what is paid elsewhere
}
change-leave-out = { $who } · left out: earns nothing, is on no leaderboard
change-let-in = { $who } · earns again, and is back on the leaderboard
change-paid = { $since ->
    [0] In the last 30 days
   *[other] Since { $since }
} this paid **{ POINTS($paid, $currency) }**. It would have paid **{ POINTS($would, $currency) }**.
change-boost-all-the-time = This takes the boost to have been on for all of that time.
change-more = That is **{ $by } more**.
change-less = That is **{ $by } less**.
change-same = Nothing would have been different.
change-nothing-happened = Nothing that this changes has happened { $since ->
    [0] in the last 30 days
   *[other] since { $since }
}.
change-cut = So much happens here that only the latest { NUMBER($events) } events were looked at.
change-how = Worked out from what happened, with the tiers, places and rules of today: whatever you changed lately counts as well. What was paid stays paid.
change-save = Save
change-chart = What was paid, and what would have been
change-chart-says = Paid: { $paid }. It would have been: { $would }.
change-series-paid = Paid
change-series-would = Would have paid

# What members are told
earning-left-out = You do not earn points here: the managers have left you out of it.
earning-some-places = { $ways }; some channels pay more, less or nothing
earning-boost-on = Right now everything pays **×{ NUMBER($times, maximumFractionDigits: 1) }** { $where }, until { $ends }.

audit-did-points-place-set = { $actor } set <#{ $channel }> to ×{ NUMBER($times, maximumFractionDigits: 1) }{ $did ->
    [0] {""}
   *[other] {" "}for { $did }
}
audit-did-points-place-removed = { $actor } set <#{ $channel }> back to what is paid elsewhere{ $did ->
    [0] {""}
   *[other] {" "}for { $did }
}
audit-did-points-role-left-out = { $actor } left <@&{ $role }> out of earning and of the leaderboard
audit-did-points-role-let-in = { $actor } let <@&{ $role }> earn again
audit-did-points-member-left-out = { $actor } left { $member } out of earning and of the leaderboard
audit-did-points-member-let-in = { $actor } let { $member } earn again
