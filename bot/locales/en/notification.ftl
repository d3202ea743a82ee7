reminder-title = { $count ->
    [one] This expires soon
   *[other] These expire soon
}
reminder-where = You have it in **{ $server }**. Use it before it expires.
reminder-more = { $count ->
    [one] One more is in `/rewards`.
   *[other] { $count } more are in `/rewards`.
}
notifications-title = Your notifications
notifications-announcements-on = **Announcements about you** are on: your new badges and workflow messages about you are posted in the server.
notifications-announcements-off = **Announcements about you** are off: nothing you earn is announced.
notifications-messages-on = **Direct messages** are on: you get one when you receive a voucher or a coupon, and when a workflow has a message for you.
notifications-messages-off = **Direct messages** are off: find what you get in `/rewards`.
notifications-reminders-on = **Reminders** are on: you get a direct message 7 days and 1 day before one of your rewards expires.
notifications-reminders-off = **Reminders** are off: check the dates in `/rewards`.
notifications-pictures-on = **Pictures** are on: where this server has them, your answers come with pictures.
notifications-pictures-off = **Pictures** are off: what only you see is text.
notifications-switch-on = Turn on
notifications-switch-off = Turn off
notifications-closed = **Laurel cannot send you direct messages**, so none has reached you. Allow *Direct Messages* in the server’s *Privacy Settings*. Until then, find everything in `/rewards`.
