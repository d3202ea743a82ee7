grant-done = { $member } got **{ $reward }**.
grant-left = { $left ->
    [0] That was the last one.
    [one] 1 is left.
   *[other] { $left } are left.
}
grant-badge-held = { $member } already has **{ $reward }**. Nothing was changed.
grant-limit-reached = { $limit ->
    [one] { $member } already has **{ $reward }**, and the limit is one each.
   *[other] { $member } already has **{ $reward }** { $limit } times, and that is the limit.
}
grant-member-gone = That person is no longer in this server, and only members can be given rewards.

grant-pick-title = Give a reward to { $member }
grant-pick-newest = Choose one of the newest rewards, or find another by name.
grant-pick-found = Rewards with “{ $typed }” in their name:
grant-pick-first = These are the first { $count }. Type more of the name to find others.
grant-pick-none-found = No published reward has “{ $typed }” in its name. Try a shorter part of it.
grant-pick-nothing = No reward is published yet. Publish one with `/reward publish`.
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
revoke-form-title = Take it back
revoke-held-since = Held since { $when }.
revoke-effect-badge = It leaves their profile, and so does a role that came with it.
revoke-effect-coupon-paid = The coupon can no longer be used. They get { POINTS($paid, $currency) } back, and the unit goes back in stock.
revoke-effect-coupon-free = The coupon can no longer be used, and the unit goes back in stock. They did not pay for it, so no points go back.
revoke-effect-code-unseen = They have not seen the code, so it goes back in stock.
revoke-effect-code-seen = They have seen the code, so it becomes void. Let the partner know if that matters to them.
revoke-confirm = Take it back
revoke-done = **{ $reward }** was taken back from { $member }.
revoke-told = They get a message about it.
revoke-refunded = They got { POINTS($refunded, $currency) } back.
revoke-code-available = The code is in stock again.
revoke-code-void = The code is void.
revoke-not-held = { $member } has no “{ $given }” to take back. Pick one from the list that appears while you type. A coupon that was used stays used; to return its points, use `/points award` with *Refund*.
revoke-choice = { $name } · { $state ->
    [badge] badge
    [claim] code not claimed
    [show] code claimed
    [expired] expired
   *[other] held
} · { $day }

grant-many-counting = Looking through the members: { $count } so far …
grant-many-title = Give **{ $reward }** to { $count ->
    [one] 1 member
   *[other] { $count } members
}?
grant-many-nobody-title = There is nobody to give **{ $reward }** to
grant-many-will-get = { $count ->
    [one] 1 will get it.
   *[other] { $count } will get it.
}
grant-many-skipped = { $count ->
    [one] 1 already has as many as the limit allows, and is skipped.
   *[other] { $count } already have as many as the limit allows, and are skipped.
}
grant-many-absent = { $count ->
    [one] 1 is not in this server, and is left out.
   *[other] { $count } are not in this server, and are left out.
}
grant-many-bots = { $count ->
    [one] 1 is a bot, and is left out.
   *[other] { $count } are bots, and are left out.
}
grant-many-bad = { $count ->
    [one] 1 line has no valid id: line { $lines }.
   *[other] { $count } lines have no valid id: lines { $lines }.
}
grant-many-suffices = There is enough in stock: { $left } left.
grant-many-short = There is not enough in stock: { $left } left, { $missing } too few. *Give while stock lasts* gives it to those who joined first.
grant-many-all = Give to all
grant-many-reach = Give while stock lasts
grant-many-cancel = Cancel
grant-many-look = Show progress
grant-many-running = Giving **{ $reward }** …
grant-many-done = **{ $reward }** was given
grant-many-got = { $count ->
    [one] 1 got it.
   *[other] { $count } got it.
}
grant-many-held = { $count ->
    [one] 1 already had it.
   *[other] { $count } already had it.
}
grant-many-waiting = { $count ->
    [one] 1 is still to come.
   *[other] { $count } are still to come.
}
grant-many-refused = { $count } could not be given it.
grant-many-refused-error-not-here = { $count } had left the server.
grant-many-refused-reward-sold-out = { $count } got nothing: nothing was left.
grant-many-refused-reward-limit-reached = { $count } already had as many as the limit allows.
grant-many-refused-reward-role-held = { $count } already had the role that it delivers.
grant-many-refused-reward-codes-held = { $count } already had as many of its codes as the limit allows.
grant-many-refused-reward-not-on-offer = { $count } got nothing: it was unpublished before their turn.
grant-many-refused-reward-expired = { $count } got nothing: it expired before their turn.
