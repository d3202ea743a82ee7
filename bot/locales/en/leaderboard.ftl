leaderboard-title-week = Leaderboard: this week
leaderboard-title-month = Leaderboard: this month
leaderboard-title-quarter = Leaderboard: this quarter
leaderboard-title-ever = Leaderboard: all time
leaderboard-span-week = This week
leaderboard-span-month = This month
leaderboard-span-quarter = This quarter
leaderboard-span-ever = All time
leaderboard-place = **{ $place }.** { $member } · { POINTS($points, $currency) }
leaderboard-be-first = Be the first: earn points by { $ways }.
leaderboard-empty = { $span ->
    [week] Nobody has earned any points this week yet.
    [month] Nobody has earned any points this month yet.
    [quarter] Nobody has earned any points this quarter yet.
   *[ever] Nobody has earned any points here yet.
}
leaderboard-mine = You are { ORDINAL($place) } with { POINTS($points, $currency) }.
leaderboard-mine-far = You are beyond place { $places }, with { POINTS($points, $currency) }.
leaderboard-no-place = You are not on it yet: earn points by { $ways }.
leaderboard-hidden = You chose to stay off the leaderboard. Join it with `/privacy leaderboard`.
leaderboard-left-out = You are not on it: the managers have left you out of earning and of the leaderboard.
leaderboard-compared-week = Arrows: places gained or lost since last week.
leaderboard-compared-month = Arrows: places gained or lost since last month.
leaderboard-compared-quarter = Arrows: places gained or lost since last quarter.
leaderboard-compared-new = ★: new here.
leaderboard-row = { $place }. { $member }: { $points }
leaderboard-row-mine = { $place }. { $member } (you): { $points }
leaderboard-change-new = new
leaderboard-change-same = same place
leaderboard-change-up = up { $places }
leaderboard-change-down = down { $places }
leaderboard-new = new
leaderboard-share = Share my place
leaderboard-shared = { $member } is { ORDINAL($place) } { $span ->
    [week] this week
    [month] this month
   *[quarter] this quarter
}.
leaderboard-rank-line = { $points } { $span ->
    [week] this week
    [month] this month
   *[quarter] this quarter
}
leaderboard-nothing-to-share = There is nothing to share: you have no place on this leaderboard at the moment.
leaderboard-over-title = Leaderboard: { $period }
leaderboard-over-week = week of { DATETIME($day, dateStyle: "long") }
leaderboard-over-first = Congratulations to { $members }!
