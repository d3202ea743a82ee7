store-title = Store
store-balance = You have **{ POINTS($amount, $currency) }** to spend.
store-empty = There is nothing in the store right now. Your points stay yours.
store-earn-more = Earn more by { $ways }.
store-claim = Claim
store-ends = closes { $when }
store-earned = Earned
store-earned-badge = A badge: you get it for what you do here, or from a manager.
store-earned-voucher = A partner code: you get it for what you do here, or from a manager.
store-delivers-role = You get the role <@&{ $role }> { $days ->
    [0] for good
    [one] for 1 day
   *[other] for { $days } days
}.
store-delivers-code = You get a code at once.
store-way-goal = the goal { $goal } ({ $period ->
    [weekly] every week
    [monthly] every month
   *[quarterly] every quarter
})
store-way-workflow = { $workflow }
store-earned-by = { $kind ->
    [badge] A badge
   *[voucher] A partner code
} that you get by: { $ways }{ $more ->
    [0] {""}
   *[other] , and { $more } more
}.
