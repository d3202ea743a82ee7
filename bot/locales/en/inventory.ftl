inventory-title = Your rewards
inventory-empty = You hold nothing yet. See what your points buy with `/store`.
inventory-waiting = { $count ->
    [one] **A code is waiting for you.** Claim it before its date passes.
   *[other] **{ $count } codes are waiting for you.** Claim them before their dates pass.
}
inventory-claim-code = Claim code
inventory-show-code = Show code
inventory-use = Use
inventory-your-code = Here is your code:
inventory-show-this = Show this code to a manager to redeem your coupon:
inventory-only-you = Only you can see this. Find it again in `/rewards` whenever you like.
inventory-state-badge = Badge
inventory-state-claim = Code not yet claimed
inventory-state-show = Code claimed
inventory-state-use = Ready to use
inventory-state-used = Used
inventory-state-expired = Expired
inventory-state-revoked = Taken back by a manager
inventory-code-expired = This code's date passed before it was claimed, so it cannot be shown any more. Ask a manager if you think that is wrong.
inventory-code-withdrawn = A manager withdrew this code. Ask them if you expected to keep it.
