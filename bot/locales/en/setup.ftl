setup-step = Step { $number } of { $count }. Skip what you do not need; you can change everything later.
setup-next = Next
setup-back = Back
setup-take = Set up
setup-taken = Done

setup-time-title = Time zone
setup-time = Days and streaks begin and end in this time zone.
setup-time-pick = Choose a time zone…
setup-time-other = Another time zone
setup-time-name = Time zone
setup-time-hint = A large city or a country, such as Hanoi or Peru.
setup-clock = it is { $clock } there

setup-channels-title = Channels
setup-channels = Where should Laurel announce new badges, and where should it notify managers? For managers, choose a channel that members cannot see.
setup-channels-announcements = Announcements for everybody…
setup-channels-notices = Notices for managers…

setup-managers-title = Managers
setup-managers = Choose roles that may manage rewards too, without *Manage Server*.
setup-managers-none = No role may do so yet.
setup-managers-more = There are more: `/settings managers` shows them all.
setup-managers-pick = Add a manager role…

setup-earning-title = Points
setup-earning = Members earn points for what they do here:

setup-corners = These look like channels for bots or spam: { $channels }. Should they earn nothing?
setup-corners-take = Earn nothing there
setup-corners-done = { $count ->
    [1] Nothing is earned in that place now.
   *[other] Nothing is earned in those { $count } places now.
} Change it any time with `/points places`.
setup-goals-title = Goals
setup-goals = A goal starts over every week, month or quarter. Members see their progress in `/goals`.
setup-goal-made = Created: members see it in `/goals`.

setup-workflows-title = Workflows
setup-workflows = A workflow gives out rewards automatically. Laurel also creates the reward that it needs.
setup-which-channel = In which channel?
setup-which-reward = Which reward should it give?
setup-new-reward = A new one: { $name }
setup-workflow-made = **{ $name }** is on.
setup-reward-goal-badge = Goal getter
setup-about-reward-goal-badge = For completing a goal.
setup-reward-course-voucher = Course voucher
setup-about-reward-course-voucher = For completing a course.
setup-reward-welcome-coupon = Welcome coupon
setup-about-reward-welcome-coupon = A thank-you for your membership.
setup-reward-best-of-month = Best of the month
setup-about-reward-best-of-month = For one of the first three places on a month’s leaderboard.
setup-made-badge = Laurel created the badge **{ $reward }** for it. Give it a picture or a role with `/reward edit`.
setup-made-voucher = Laurel created the voucher **{ $reward }** for it.
setup-made-coupon = Laurel created the coupon **{ $reward }** for it. Members can also buy it in `/store`. Set its description, price and stock with `/reward edit`.
setup-gives = It gives **{ $reward }**.
setup-codes = { $count ->
    [0] **It has no codes yet: add some with `/codes import`.**
    [one] It has 1 usable code. Add more with `/codes import`.
   *[other] It has { $count } usable codes. Add more with `/codes import`.
}

setup-end-title = Laurel is ready
setup-end-members = Members can now:
    - see what their points buy in `/store`, and what they have in `/rewards`
    - see their progress in `/goals`, and who leads in `/leaderboard`
    - check in every day with `/daily` and keep their streak
setup-end-managers = You can now:
    - create rewards with `/reward create`, and give them with `/grant`
    - see your workflows with `/workflow list`, and what they did with `/workflow runs`
    - let your own programs report courses and memberships with `/settings webhooks`, or link roles with `/settings memberships`
