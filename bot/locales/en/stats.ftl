stats-title-points = Statistics: points
stats-title-redemption = Statistics: what members redeem
stats-title-stock = Statistics: stock
stats-title-workflows = Statistics: workflows
stats-subject-points = Points
stats-subject-redemption = Redemption
stats-subject-stock = Stock
stats-subject-workflows = Workflows
stats-window-4 = 4 weeks
stats-window-12 = 12 weeks
stats-window-52 = A year
stats-send = Get the CSV
stats-sent = Here are the numbers, for a spreadsheet.
stats-week = Week
stats-now = Now
stats-weeks-mean = Weeks begin on Monday, in the community’s time zone; the last one is not over yet.

stats-trend-same = the same as the week before
stats-trend-from = after { $before } the week before
stats-trend-up = up { $change } on the week before
stats-trend-down = down { $change } on the week before

stats-points-chart = Points issued and spent each week
stats-members-chart = Members who earned and who claimed
stats-points-issued = Issued
stats-points-spent = Spent
stats-members-earned = Earned
stats-members-claimed = Claimed
stats-points-all = **In { $weeks } weeks**: { $issued } points issued, { $spent } spent.
stats-points-last = **Last full week**: { $issued } issued ({ $trend }), { $spent } spent.
stats-members-last = **Members, last full week**: { $earned } earned ({ $trend }), { $claimed } claimed.
stats-points-now = **This week so far**: { $issued } issued, { $spent } spent; { $earned } { $earned ->
    [one] member
   *[other] members
} earned, { $claimed } claimed.
stats-points-imported = **Imported from other bots**: { $points } points, neither issued nor spent here.
stats-points-nothing = No points have moved in these weeks yet. `/points rules` says what earns some.
stats-points-means = Issued: earned and awarded, less what was corrected. Spent: paid, deducted and taken by a new season, less what was given back. Claimed: bought a coupon, or saw a code for the first time.

stats-given = Given
stats-used = Used
stats-claimed = Claimed
stats-expired = Expired
stats-revoked = Revoked
stats-redemption-coupons = Coupons given each week, and used of them
stats-redemption-codes = Codes given each week, and claimed of them
stats-redemption-coupons-said = **Coupons**: { $given } given in { $weeks } weeks. { $redeemed } of them ({ $share }) used by now, { $expired } expired, { $open } still open.
stats-redemption-codes-said = **Voucher codes**: { $given } given in { $weeks } weeks. { $redeemed } of them ({ $share }) claimed by now, { $expired } expired, { $open } still open.
stats-redemption-last = Last full week: { $given } given ({ $trend }), { $redeemed } of them redeemed by now.
stats-redemption-nothing = No coupon and no code was given in these { $weeks } weeks.
stats-redemption-means = Each week shows what was given in it, and what has become of that since. Revoked ones are left out.

stats-left = Left
stats-stock-chart = What is left at this pace, in % of today
stats-stock-first = Empty first, by { $when }: { $name }
stats-left-chart = What is left at this pace
stats-stock-empty = sold out
stats-stock-runs-out = { $left } left, about { $pace } a week: empty by { $when } at this pace
stats-stock-lasts = { $left } left, enough until its last day, { DATETIME($day, dateStyle: "long") }
stats-stock-lasts-long = { $left } left, enough for more than a year
stats-stock-unknown = { $left } left, too little given of late to tell how long that lasts
stats-stock-more = And { $count } more; the CSV has all of them.
stats-stock-nothing = Nothing on offer can run out. `/reward list` shows all rewards.
stats-stock-means = The pace is that of the last 28 days, or since the reward was published.

stats-workflow = Workflow
stats-runs-chart = Runs of workflows
stats-runs-triggered = Triggered
stats-runs-agreed = Conditions said yes
stats-runs-completed = Completed
stats-runs-failed = Failed
stats-runs-said = { $triggered } runs were triggered. The conditions said yes to { $agreed } ({ $share }): { $completed } completed, { $failed } failed, { $waiting } still waiting, { $ended } ended without being needed.
stats-runs-failing = { $failed } of { $triggered } failed
stats-runs-why = `/workflow runs` says why, and has *Retry*.
stats-runs-kept = Runs are kept for 90 days, so older ones are not counted.
stats-runs-nothing = No workflow ran in these weeks. `/workflow list` shows which are enabled.

stats-reward-chart = Week by week
stats-reward-holders = { $count ->
    [0] Nobody has it.
    [one] One member has it.
   *[other] { $count } members have it.
}
stats-reward-said = { $what }: { $all } in { $weeks } weeks, { $last } last week, { $now } this week so far.
