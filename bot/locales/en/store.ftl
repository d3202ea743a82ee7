store-title = Store
store-balance = You have **{ POINTS($amount, $currency) }** to spend.
store-empty = Nothing is on offer right now. Look in again soon; managers fill the store with `/reward create`.
store-earn-more = Earn more by { $ways }.
store-claim = Claim
store-earned = Earned
store-earned-badge = A badge: you get it for what you do here, or from a manager.
store-earned-voucher = A partner code: you get it for what you do here, or from a manager.
