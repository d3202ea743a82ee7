command-grant = Give rewards, free of points
command-grant-member = Give a reward to a member
command-grant-reward = Which reward
command-grant-member-member = Who gets it
command-grant-member-announce = Whether a badge is announced (it is, unless you say no)
command-grant-role = Give a reward to everybody with a role; shows its plan first
command-grant-role-role = Whose holders get it
command-grant-file = Give a reward to everybody in a file of ids; shows its plan first
command-grant-file-file = A CSV file with a Discord id in its first column
command-grant-mute = Announce nothing
command-grant-message-each = Send everybody a message, also when they are many
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
grant-pick-first = These are the first { $count }. Type more of the name to find others.
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
revoke-form-title = Take it back
revoke-held-since = Held since { $when }.
revoke-effect-badge = It leaves their profile, and a role that came with it goes too.
revoke-effect-coupon-paid = The coupon cannot be used any more. { POINTS($paid, $currency) } go back to them, and the unit goes back on offer.
revoke-effect-coupon-free = The coupon cannot be used any more, and the unit goes back on offer. It cost them nothing, so no points go back.
revoke-effect-code-unseen = They have not looked at the code, so it goes back in stock.
revoke-effect-code-seen = They have seen the code, so it becomes void. If the partner must know, tell them yourself.
revoke-confirm = Take it back
revoke-done = **{ $reward }** was taken back from { $member }.
revoke-told = They are told.
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

grant-many-counting = Looking through the members: { $count } so far …
grant-many-title = Give **{ $reward }** to { $count ->
    [one] 1 member
   *[other] { $count } members
}?
grant-many-nobody-title = Nobody is left to give **{ $reward }** to
grant-many-will-get = { $count ->
    [one] 1 will get it.
   *[other] { $count } will get it.
}
grant-many-skipped = { $count ->
    [one] 1 holds as many as one member may, and is skipped.
   *[other] { $count } hold as many as one member may, and are skipped.
}
grant-many-absent = { $count ->
    [one] 1 is not a member here, and is left out.
   *[other] { $count } are not members here, and are left out.
}
grant-many-bots = { $count ->
    [one] 1 is a bot, and is left out.
   *[other] { $count } are bots, and are left out.
}
grant-many-bad = { $count ->
    [one] 1 line names nobody: line { $lines }.
   *[other] { $count } lines name nobody: lines { $lines }.
}
grant-many-suffices = Stock suffices: { $left } left.
grant-many-short = Stock is short: { $left } left, { $missing } too few. *Give as far as it reaches* gives them to the longest members first.
grant-many-all = Give to all
grant-many-reach = Give as far as it reaches
grant-many-cancel = Cancel
grant-many-look = How far is it?
grant-many-running = Giving **{ $reward }** …
grant-many-done = **{ $reward }** was given
grant-many-got = { $count ->
    [one] 1 got it.
   *[other] { $count } got it.
}
grant-many-held = { $count ->
    [one] 1 held it already.
   *[other] { $count } held it already.
}
grant-many-waiting = { $count ->
    [one] 1 is still waiting.
   *[other] { $count } are still waiting.
}
grant-many-refused = { $count } could not be given it.
grant-many-refused-error-not-here = { $count } had left meanwhile.
grant-many-refused-reward-sold-out = { $count } went without: nothing was left.
grant-many-refused-reward-limit-reached = { $count } held as many as one member may.
grant-many-refused-reward-not-on-offer = { $count } went without: it was taken off offer meanwhile.
grant-many-refused-reward-expired = { $count } went without: it expired meanwhile.
