daily-in = Checked in for today: **+{ POINTS($points, $currency) }**.
daily-in-free = Checked in for today.
daily-in-before = You have already checked in today (**+{ POINTS($points, $currency) }**).
daily-in-before-free = You have already checked in today.
daily-on-its-way = Checked in for today. Your points are on their way; see them in a moment with `/balance`.
daily-streak = { $days ->
    [one] Your streak starts: come back tomorrow.
   *[other] **{ $days } days** in a row. Come back tomorrow.
}
daily-next = The next day starts { $when }.
