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
