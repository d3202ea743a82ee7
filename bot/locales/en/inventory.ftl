inventory-title = Your rewards
inventory-empty = You have no rewards yet. See what you can get in `/store`.
inventory-waiting = { $count ->
    [one] **A code is waiting for you.** Claim it before it expires.
   *[other] **{ $count } codes are waiting for you.** Claim them before they expire.
}
inventory-claim-code = Claim code
inventory-show-code = Show code
inventory-use = Use
inventory-your-code = Here is your code:
inventory-show-this = To redeem your coupon, show this code to a manager:
inventory-only-you = Only you can see this. You can open it again in `/rewards` at any time.
inventory-state-badge = Badge
inventory-state-claim = Code not yet claimed
inventory-state-show = Code claimed
inventory-state-use = Ready to use
inventory-state-used = Used
inventory-state-on-its-way = On its way to you
inventory-state-delivered = Delivered
inventory-state-returned = Could not be delivered, so it was taken back
inventory-state-expired = Expired
inventory-state-revoked = Taken back by a manager
inventory-code-expired = This code expired before you claimed it, so it cannot be shown any more. If you think this is a mistake, ask a manager.
inventory-code-withdrawn = A manager withdrew this code. If you think this is a mistake, ask a manager.
inventory-role = <@&{ $role }> is yours { $until ->
    [0] for good
   *[other] until <t:{ NUMBER($until, useGrouping: 0) }:f> (<t:{ NUMBER($until, useGrouping: 0) }:R>)
}.
