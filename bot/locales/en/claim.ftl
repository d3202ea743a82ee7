claim-price-changed = The price of **{ $reward }** changed from { $before } to { $now } while you were looking. Nothing was charged; here is the new price.
claim-offer-gone = This card is too old to confirm. Open `/store` for a new one; nothing was charged.
