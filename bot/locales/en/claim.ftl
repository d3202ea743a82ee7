claim-question = Claim { $reward }?
claim-terms = It costs **{ POINTS($price, $currency) }**. You have { POINTS($before, $currency) } now and will have { POINTS($after, $currency) } left.
claim-sale = 🏷️ On sale: instead of { POINTS($instead_of, $currency) }; the sale ends { $until }.
claim-extends = You have the role <@&{ $role }>. This adds { $days ->
    [one] 1 day
   *[other] { $days } days
}.
claim-confirm = Confirm
claim-done = { $reward } is yours
claim-done-before = { $reward } is already yours
claim-done-balance = You have **{ POINTS($amount, $currency) }** left to spend.
claim-done-next = Press *Use* when you want to redeem it, now or later: you find it in `/rewards`.
claim-price-changed = The price of **{ $reward }** changed from { $before } to { $now } while you were looking. You were not charged. Here is the new price.
claim-offer-gone = This card is too old to confirm. You were not charged. Open `/store` for a new one.
claim-done-role = Your role <@&{ $role }> is on its way, which takes a few seconds. If it cannot be given, your points come back by themselves.
claim-done-code = Press *Claim code* to see your code, now or later: you find it in `/rewards`.
claim-not-on-offer = This is no longer on offer. See what is in `/store`.
