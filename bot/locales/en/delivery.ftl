delivery-granted = You got { $reward }
delivery-granted-by = A gift from **{ $server }**.
delivery-coupon-withdrawn = A manager took back your coupon **{ $reward }**. Whatever you paid for it is in your wallet again. Ask them if you expected to keep it.
delivery-code-withdrawn = A manager withdrew your code for **{ $reward }**. Ask them if you expected to keep it.
delivery-badges-title = { $count ->
    [one] A new badge
   *[other] New badges
}
delivery-badge = { $member } earned **{ $reward }**
delivery-bulk = Many of you just got **{ $reward }**. Press to see what is yours.
delivery-my-rewards = My rewards
delivery-from = From **{ $server }**
delivery-waiting = Something is waiting for { $members }. Press to see what is yours.
delivery-kind-grant-message = message about a new reward
delivery-kind-badge-announcement = announcement of a badge
delivery-kind-bulk-announcement = announcement of a reward for many
delivery-kind-code-withdrawn = message about a withdrawn code
delivery-kind-pool-notice = notice about a voucher’s codes
delivery-kind-give-role = role to give
delivery-kind-take-role = role to take back
delivery-kind-notification = message of a workflow
delivery-kind-announcement = announcement of a workflow
delivery-kind-reminder = reminder
delivery-kind-waiting-notice = notice that something is waiting
delivery-kind-manager-notice = notice to managers
delivery-kind-webhook = call of a workflow to another server
delivery-why-channel-gone = the channel is gone
delivery-why-channel-closed = Laurel may not post in the channel
delivery-why-role-gone = the role is gone
delivery-why-role-out-of-reach = the role is out of Laurel’s reach
delivery-why-refused = Discord refused it
delivery-why-away = Discord was out of reach for a day
delivery-why-slowed-down = Discord took no more for a day
delivery-why-not-taken = the other server did not take it
delivery-why-no-secret = there was no secret to sign it with for a month
delivery-why-stumbled = Laurel failed at it; the log says why
delivery-why-unsure = it may have arrived or not
