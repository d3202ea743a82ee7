settings-unknown-timezone = There is no time zone called “{ $given }”. Pick one from the list, such as Asia/Ho_Chi_Minh or Europe/Berlin.
settings-bad-currency = Keep the name to { $most } ordinary characters, such as *stars*.
settings-bad-percent = Give a whole number from 0 to 100.
