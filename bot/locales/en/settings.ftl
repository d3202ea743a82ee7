settings-unknown-timezone = There is no time zone called “{ $given }”. Type a large city or a country near you, such as Hanoi or Germany, and pick one from the list.
settings-which-timezone = “{ $given }” may be several time zones: { $zones }. Type the city that is closest to you.
settings-bad-currency = Use up to { $most } letters, digits or emoji, such as *stars*.
settings-bad-percent = Give a whole number from 0 to 100.
