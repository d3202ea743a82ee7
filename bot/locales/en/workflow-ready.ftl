# Workflows that are ready to use
workflow-ready-name-goal-badge = Badge for goals
workflow-ready-about-goal-badge = Gives a badge for completing a goal that has no reward of its own.
workflow-ready-name-course-voucher = Voucher for courses
workflow-ready-about-course-voucher = Gives a voucher for completing a course.
workflow-ready-name-welcome-coupon = Welcome coupon
workflow-ready-about-welcome-coupon = Gives a coupon for a member’s first membership.
workflow-ready-name-welcome-loop = Welcome loop
workflow-ready-about-welcome-loop = Welcomes new members in a channel with 10 points, and sends them tips after three days.
workflow-ready-name-streak-bonus = Streak bonus
workflow-ready-about-streak-bonus = Gives 50 points for every seven days in a row.
workflow-ready-text-welcome = Welcome to { $server }, { $member }! You start with { $points }. Say hello and tell us what brings you here.
workflow-ready-text-look-around = You have been in { $server } for three days now. See your next goals with `/goals`, and what your points buy with `/store`.
workflow-ready-text-streak = Seven more days in a row in { $server }: here are { $points }. Keep going!
workflow-ready-name-best-of-month = Best three of the month
workflow-ready-about-best-of-month = Gives a reward to the first three of each month’s leaderboard when the month is over, and tells them.
workflow-ready-text-best = 🏆 You finished #{ $place } on last month’s leaderboard of { $server }, with { $points }. { $reward } is yours!
