# Workflows that are ready to use
workflow-ready-name-goal-badge = Badge for goals
workflow-ready-about-goal-badge = Whoever completes a goal that has no reward of its own gets a badge.
workflow-ready-name-course-voucher = Voucher for courses
workflow-ready-about-course-voucher = Whoever completes a course gets a voucher.
workflow-ready-name-welcome-coupon = Welcome coupon
workflow-ready-about-welcome-coupon = Whoever buys a membership for the first time gets a coupon.
workflow-ready-name-welcome-loop = Welcome loop
workflow-ready-about-welcome-loop = Whoever joins is welcomed in a channel with 10 points, and hears after three days what there is to do.
workflow-ready-name-streak-bonus = Streak bonus
workflow-ready-about-streak-bonus = Every seven days in a row bring 50 points.
workflow-ready-text-welcome = Welcome to { $server }, { $member }! You begin with { $points }. Say hello and tell us what brings you here.
workflow-ready-text-look-around = You have been in { $server } for three days now. See what you can reach with `/goals`, and what your points buy with `/store`.
workflow-ready-text-streak = Seven more days in a row in { $server }: here are { $points }. Keep going!
