delivery-granted = You got { $reward }
delivery-granted-by = A gift from **{ $server }**.
delivery-coupon-withdrawn = A manager took back your coupon **{ $reward }**. If you paid for it, your points are back in your wallet. If you think this is a mistake, ask a manager.
delivery-coupon-returned = Your coupon **{ $reward }** could not be delivered, so it was taken back. If you paid for it, your points are back in your wallet. Sorry! A manager has been told.
delivery-granted-itself = What it brings comes by itself: there is nothing to press.
delivery-role-ending = Your role ends soon
delivery-role-ending-when = Your time with the role **{ $role }** on **{ $server }** ends <t:{ NUMBER($until, useGrouping: 0) }:f>, <t:{ NUMBER($until, useGrouping: 0) }:R>. To keep it longer, get it again there with `/store`: the days are added.
delivery-code-withdrawn = A manager withdrew your code for **{ $reward }**. If you think this is a mistake, ask a manager.
delivery-badge-withdrawn = A manager took back your badge **{ $reward }**. If you think this is a mistake, ask a manager.
delivery-reason = Their reason: { $reason }
delivery-badges-title = { $count ->
    [one] A new badge
   *[other] New badges
}
delivery-badge = { $member } earned **{ $reward }**
delivery-badge-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
delivery-bulk = Many of you just got **{ $reward }**. Press the button to see your rewards.
delivery-my-rewards = My rewards
delivery-from = From **{ $server }**
delivery-waiting = A reward is waiting for { $members }. Press the button to see it.
delivery-kind-grant-message = message about a new reward
delivery-kind-badge-announcement = announcement of a badge
delivery-kind-bulk-announcement = announcement of a reward for many
delivery-kind-code-withdrawn = message about a withdrawn code
delivery-kind-pool-notice = notice about a voucher’s codes
delivery-kind-give-role = role to give
delivery-kind-take-role = role to take back
delivery-kind-notification = message from a workflow
delivery-kind-announcement = announcement from a workflow
delivery-kind-reminder = reminder
delivery-kind-waiting-notice = notice that a reward is waiting
delivery-kind-manager-notice = notice to managers
delivery-kind-webhook = workflow’s call to another program
delivery-kind-reward-announcement = announcement of a coupon
delivery-kind-boost-announcement = announcement of a boost
delivery-kind-leaderboard-post = posted leaderboard
delivery-kind-raffle-card = card of a raffle
delivery-kind-raffle-won = message to a raffle’s winner
delivery-kind-role-ending = reminder that a bought role ends
delivery-why-channel-gone = the channel was deleted
delivery-why-channel-closed = Laurel may not post in the channel
delivery-why-role-gone = the role was deleted
delivery-why-role-out-of-reach = Laurel may not give this role
delivery-why-refused = Discord refused it
delivery-why-away = Discord was out of reach for a day
delivery-why-slowed-down = Discord’s rate limit lasted for a day
delivery-why-not-taken = the other program did not accept it
delivery-why-no-secret = for a month, there was no secret to sign it with
delivery-why-stumbled = an error in Laurel; the log has details
delivery-why-unsure = it may have arrived or not

# A coupon that can be bought, or can be soon
delivery-offer = New in the store: { $reward }
delivery-offer-ahead = { $reward } comes to the store
delivery-offer-opens = On offer from { $opens }
delivery-offer-moved = Moved: before, it was announced for { $was }.
delivery-offer-get = Get it
