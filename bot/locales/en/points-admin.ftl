points-admin-kind-award = Award
points-admin-kind-refund = Refund

points-admin-awarded = { $member } got { POINTS($amount, $currency) }.
points-admin-refunded = { $member } got { POINTS($amount, $currency) } back, to spend again.
points-admin-deducted = { POINTS($amount, $currency) } taken from { $member }.
points-admin-corrected = { POINTS($amount, $currency) } taken from both wallets of { $member }.
points-admin-has-both = To spend now: **{ POINTS($spend, $currency) }** · earned in total: **{ POINTS($earn, $currency) }**
points-admin-has = Balance now: **{ POINTS($spend, $currency) }**

points-admin-history-title = Points of { $member }
points-admin-history-none-such = { $member } has nothing of that kind. Leave `kind:` out to see all.
points-admin-history-empty = { $member } has not earned or spent any points yet. Give the first ones with `/points award`.
points-admin-history-line = { $when } · **{ $sign }{ $amount }** · { $reason ->
    [earned] earned
    [award] awarded
    [deduction] deducted
    [correction] corrected
    [refund] refunded
    [purchase] bought a coupon
    [revoked] coupon revoked, points returned
    [imported] imported
    [reset] new season
    [undo] undone
    [closed] wallet closed
    [thanks] thanked
    [imported] imported
    [reset] new season
    [undo] undone
   *[other] { $reason }
}{ $actor ->
    [none] {""}
   *[other] {" by "}{ $actor }
}

points-form-title = Points
points-form-kind = What to do
points-form-award = Give points
points-form-refund = Give points back (to spend only)
points-form-deduct = Take points
points-form-correction = Take points from both wallets
points-form-amount = How many
points-form-note = Reason
points-form-note-hint = The member sees it in their history.

# Kinds of movements, to choose from
points-admin-reason-earned = Earned
points-admin-reason-award = Awarded
points-admin-reason-deduction = Deducted
points-admin-reason-correction = Corrected
points-admin-reason-refund = Refunded
points-admin-reason-purchase = Spent in the store
points-admin-reason-revoked = Given back for a coupon
points-admin-reason-closed = Account closed
points-admin-reason-thanks = Thanks
points-admin-reason-imported = Imported
points-admin-reason-reset = New season
points-admin-reason-undo = Undone
