command-grant = Give rewards, free of points
command-grant-member = Give a reward to a member
command-grant-member-reward = Which reward
command-grant-member-member = Who gets it
command-grant-member-announce = Whether a badge is announced (it is, unless you say no)
command-revoke = Take a reward back from a member
command-revoke-member = Who holds it; for people who left, paste their id
command-revoke-reward = What to take back, out of what they hold

grant-done = { $member } got **{ $reward }**.
grant-left = { $left ->
    [0] That was the last one.
    [one] 1 is left.
   *[other] { $left } are left.
}
grant-badge-held = { $member } holds **{ $reward }** already. Nothing was changed.
grant-member-gone = That person is not a member any more, and only members can be given something.

grant-pick-title = Give a reward to { $member }
grant-pick-newest = Choose one of the newest rewards, or find another by its name.
grant-pick-found = Rewards whose name holds “{ $typed }”:
grant-pick-none-found = No reward on offer has “{ $typed }” in its name. Try a shorter part of it.
grant-pick-nothing = No reward is on offer. Publish one with `/reward publish`.
grant-pick-placeholder = Choose a reward
grant-pick-find = Find…
grant-pick-newest-again = Newest
grant-find-title = Find a reward
grant-find-name = A part of its name
grant-kind-badge = Badge
grant-kind-voucher = Voucher
grant-kind-coupon = Coupon
grant-kind-counted = { $kind } · { $left } left

revoke-title = Take **{ $reward }** back from { $member }?
revoke-held-since = Held since { $when }.
revoke-effect-badge = It leaves their profile, and a role that came with it goes too.
revoke-effect-coupon-paid = The coupon cannot be used any more. { POINTS($paid, $currency) } go back to them, and the unit goes back on offer.
revoke-effect-coupon-free = The coupon cannot be used any more, and the unit goes back on offer. It cost them nothing, so no points go back.
revoke-effect-code-unseen = They have not looked at the code, so it goes back in stock.
revoke-effect-code-seen = They have seen the code, so it becomes void. If the partner must know, tell them yourself.
revoke-confirm = Take it back
revoke-done = **{ $reward }** was taken back from { $member }.
revoke-refunded = { POINTS($refunded, $currency) } went back to them.
revoke-code-available = The code is in stock again.
revoke-code-void = The code is void.
revoke-not-held = { $member } holds nothing called “{ $given }”. Pick one from the list that appears while you type.
revoke-choice = { $name } · { $state ->
    [badge] badge
    [claim] code not claimed
    [show] code claimed
    [expired] expired
   *[other] held
} · { $day }
