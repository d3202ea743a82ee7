# Boosts: for a time, everything pays more
boost-title = Boosts
boost-none = No boost is on or planned.
boost-on = **On now**
boost-planned = **Planned**
boost-line = ×{ NUMBER($times, maximumFractionDigits: 1) } { $where } · { $begins } – { $ends } ({ $left })
boost-everywhere = everywhere
boost-where = in { $channels }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
boost-how = Plan one with `factor:` and `end:`, and `start:` for later. Times such as `2030-12-24 18:00` are in the time zone { $zone }; `3d` or `12h` count from now. If several are on, the highest counts, and one for a channel goes before one for everywhere.
boost-end = End one now…
boost-choice = ×{ NUMBER($times, maximumFractionDigits: 1) } { $where }, from { $begins }
boost-ended = That boost is over. What it paid stays.
boost-announced = It is announced when it begins, if there is a channel for announcements (`/settings announcements`).
boost-silent = It is not announced.
boost-choose-channels = Only in some channels or categories…
boost-which-factor = **factor**: how many times as much should be paid?
boost-bad-factor = **factor**: give a number from 1.1 to 10 with one decimal at most, such as 1.5 or 2.
boost-bad-moment-start = **start**: give a day and a time still to come, such as `2030-12-24 18:00`, or how long from now, such as `3d 12h`. Leave it out to start now.
boost-bad-moment-end = **end**: give a day and a time still to come, such as `2030-12-24 18:00`, or how long from now, such as `3d 12h`.
boost-bad-end = **end**: a boost must end after it begins, and after now.
boost-there-already = There is a boost like this for all of that time already. See them with `/points boost`.
boost-too-long = **end**: a boost can last up to { $days } days.
boost-too-many-channels = **channel**: a boost can be in up to { $most } channels.
boost-too-many = A server can have up to { $most } boosts on or planned. End one first with `/points boost`.

delivery-boost-title = ×{ NUMBER($times, maximumFractionDigits: 1) } points!
delivery-boost = Everything that earns points now pays **×{ NUMBER($times, maximumFractionDigits: 1) }** { $where }, until { $ends } ({ $left }).

audit-did-points-boost-created = { $actor } planned a boost of ×{ NUMBER($times, maximumFractionDigits: 1) } { $channel ->
    [0] everywhere
   *[other] in <#{ $channel }>{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
}, <t:{ $begins }:f> – <t:{ $ends }:f>
audit-did-points-boost-ended = { $actor } ended the boost of ×{ NUMBER($times, maximumFractionDigits: 1) } { $channel ->
    [0] everywhere
   *[other] in <#{ $channel }>{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
} that began <t:{ $begins }:f>
