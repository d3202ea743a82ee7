command-settings-setup = Set Laurel up step by step, or go on where you left off

setup-step = Step { $number } of { $count }. Skip what you do not need; everything can be changed later.
setup-next = Next
setup-back = Back
setup-take = Set up
setup-taken = Done

setup-time-title = Time zone
setup-time = Days, streaks and expiry dates go by your community’s midnight.
setup-time-pick = Choose a time zone…
setup-time-other = Another time zone
setup-time-name = Time zone
setup-time-hint = A large city or a country, such as Hanoi or Peru.
setup-clock = it is { $clock } there

setup-channels-title = Channels
setup-channels = Where shall Laurel announce new badges to everybody, and where shall it tell managers what needs them? For managers, choose a channel that members do not see.
setup-channels-announcements = Announcements for everybody…
setup-channels-notices = Notices for managers…

setup-managers-title = Managers
setup-managers = Let a role manage rewards too, for those who shall do it without *Manage Server*.
setup-managers-none = No role does yet.
setup-managers-more = There are more: `/settings managers` shows them all.
setup-managers-pick = Let a role manage rewards…

setup-earning-title = Points
setup-earning = Members earn points for what they do here. This is what pays:

setup-goals-title = Goals
setup-goals = A goal begins anew every week, month or quarter, and members see in `/goals` how far they are.
setup-goal-made = There it is: members find it in `/goals`.

setup-workflows-title = Workflows
setup-workflows = A workflow hands rewards out by itself. What one needs is made along with it.
setup-which-channel = In which channel?
setup-which-reward = Which reward shall it give?
setup-new-reward = A new one: { $name }
setup-workflow-made = **{ $name }** is at work.
setup-reward-goal-badge = Goal getter
setup-about-reward-goal-badge = For completing a goal.
setup-reward-course-voucher = Course voucher
setup-about-reward-course-voucher = For completing a course.
setup-reward-welcome-coupon = Welcome coupon
setup-about-reward-welcome-coupon = A thank-you for your membership.
setup-made-badge = The badge **{ $reward }** was made for it; give it a picture or a role with `/reward edit`.
setup-made-voucher = The voucher **{ $reward }** was made for it.
setup-made-coupon = The coupon **{ $reward }** was made for it. Members can also buy it in `/store`; say with `/reward edit` what it is good for, what it costs and how many there are.
setup-gives = It gives **{ $reward }**.
setup-codes = { $count ->
    [0] **It has no codes to give: add some with `/codes import`.**
    [one] 1 of its codes can be given; add more with `/codes import`.
   *[other] { $count } of its codes can be given; add more with `/codes import`.
}

setup-end-title = Laurel is ready
setup-end-members = Members can now:
    - see what their points buy with `/store`, and what they hold with `/rewards`
    - see how far they are with `/goals`, and who leads with `/leaderboard`
    - take part every day, or say `/daily`, and keep their streak
setup-end-managers = You can now:
    - make rewards with `/reward create`, and hand them out with `/grant`
    - see what is at work with `/workflow list`, and what came of it with `/workflow runs`
    - let your own programs tell Laurel of courses and memberships with `/settings webhooks`, or mark roles with `/settings memberships`
