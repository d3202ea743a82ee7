reminder-title = { $count ->
    [one] This expires soon
   *[other] These expire soon
}
reminder-where = You hold it in **{ $server }**. Use it before its date passes.
reminder-more = { $count ->
    [one] One more is in `/rewards`.
   *[other] { $count } more are in `/rewards`.
}
command-notifications = Choose what Laurel tells you
notifications-title = What Laurel tells you
notifications-announcements-on = **Announcements of you** are on: new badges, and what workflows say of you, appear in the server.
notifications-announcements-off = **Announcements of you** are off: nothing that you earn is announced.
notifications-messages-on = **Direct messages** are on: when you get a voucher or a coupon, and what workflows tell you.
notifications-messages-off = **Direct messages** are off: what you get waits in `/rewards`.
notifications-reminders-on = **Reminders** are on: by direct message, 7 days and 1 day before something that you hold expires.
notifications-reminders-off = **Reminders** are off: watch the dates in `/rewards`.
notifications-switch-on = Turn on
notifications-switch-off = Turn off
notifications-closed = **Your direct messages are closed to Laurel**, so none has reached you. Allow them in the server’s *Privacy Settings*; until then everything waits in `/rewards`.
