# Files that cannot be read
moving-not-json = The file stops making sense on line { $line }: it begins like JSON but is not complete. Export it again, then try once more. Nothing was imported.
moving-not-readable = Line { $line } cannot be read. Give the file as JSON or CSV (in a spreadsheet: *CSV UTF-8*). Nothing was imported.
moving-nothing-in-it = There is nothing to import in this file.
moving-too-deep = This file is nested too deeply to be an export of points. Nothing was imported.
moving-too-many-values = This file is too large to read at once. Split it, or give fewer pages at a time. Nothing was imported.
moving-unknown-format = Laurel does not know this kind of file. It reads exports of: { $formats }. A CSV with the columns ID and POINTS always works.
moving-unclear-format = This file could be from more than one bot: { $formats }. Run the command again and choose the format.
moving-not-that-format = This file does not look like { $formats }. Leave the format out, and Laurel finds it by itself.
moving-mixed-formats = These files do not belong together ({ $formats }). Import one bot at a time.
moving-not-this-server = This file is about other servers ({ $servers }), not about this one. Nothing was imported.
moving-gone = This import was cancelled, or is older than a day. Nothing was imported. Start again with `/points import`.
moving-not-ready = Something about this import was changed meanwhile. Look at its newest preview, and confirm there.
moving-bad-rate = Write the rate as a number or a fraction above 0, such as 2, 0.5 or 1/100.
moving-bad-cap = The most for one member is a whole number from 1 to { $most }.

# The preview
moving-format-amaribot = AmariBot
moving-format-csv = a CSV file
moving-format-lurkr = Lurkr
moving-format-mee6 = MEE6
moving-format-mee6_csv = MEE6 (CSV)
moving-format-plain = a list of IDs and XP
moving-format-red_backup = Red (bank backup)
moving-format-red_bank = Red (bank)
moving-format-red_levelup = Red (LevelUp)
moving-format-tatsu = Tatsu
moving-format-unbelievaboat = UnbelievaBoat
moving-format-yagpdb = YAGPDB
moving-format-zealy = Zealy
moving-money-xp = XP
moving-money-points = points
moving-money-lifetime = lifetime points
moving-money-balance = balance
moving-money-cash = cash
moving-money-bank = bank
moving-money-score = score
moving-reading = Reading **{ $file }**: { $accounts ->
    [one] 1 member
   *[other] { $accounts } members
} so far …
moving-preparing = Working out the preview: { $accounts } entries so far …
moving-title = Import points from { $format }
moving-file = { $file } · { $accounts ->
    [one] 1 entry
   *[other] { $accounts } entries
}
moving-back = Back
moving-file-without = { $file } has no members with points, so there is nothing to import from it; but see below what else it has.
moving-done-already = ⚠️ **This was imported before.** Importing it again would pay everybody twice, so it is not offered. Undo the first import to import it anew (`/points history`).
moving-again = ⚠️ { $count ->
    [one] 1 of these members has
   *[other] { $count } of these members have
} already got points from an import of this kind. { $mode ->
    [set] *Set* brings them to the numbers below.
   *[add] They would get these points **on top**. To bring them to the numbers below instead, press *Set instead of add*.
}
moving-not-synced = ⚠️ Laurel is still finding out who is here, so some show as not here for now. *Look again* in a minute, before you import: tiers give their roles only to members who are known to be here.
moving-too-large-hint = ⚠️ { $count ->
    [one] 1 amount is
   *[other] { $count } amounts are
} too large. Set a rate such as 1/100, or a maximum, to bring them in.
moving-people = Comes in for **{ $present }** { $present ->
    [one] member who is here
   *[other] members who are here
}{ $absent ->
    [0] .
    [one] {" "}and **1** who is not: their points wait for their return.
   *[other] {" "}and **{ $absent }** who are not: their points wait for their return.
}
moving-line-out = left out: { $count } ({ $reason })
moving-line-in = comes in changed: { $count } ({ $reason })
moving-terms = { $mode ->
    [set] **Set**: each wallet is brought to the number in the file, up or down
   *[add] **Add**: the numbers in the file are added to what members have
} · rate { $rate } · { $cap ->
    [0] no maximum
   *[other] at most { $cap } each
}
moving-total-earn = Lifetime points: { POINTS($before, $currency) } → **{ POINTS($after, $currency) }** ({ $sign }{ $change })
moving-total-spend = Points to spend: { POINTS($before, $currency) } → **{ POINTS($after, $currency) }** ({ $sign }{ $change })
moving-fraction = Rounding down leaves out { $lost } in all.
moving-largest = **Largest**
moving-largest-line = { $member }: { $points }
moving-not-here = { $name } (not here)
moving-feeds = Where to put { $money }:
moving-feeds-both = Both: lifetime and to spend
moving-feeds-spend = To spend only
moving-feeds-earn = Lifetime only
moving-feeds-none = Leave it out
moving-import = Import
moving-set-terms = Rate and maximum
moving-switch-set = Set instead of add
moving-switch-add = Add instead of set
moving-look-again = Look again
moving-cancel = Cancel
moving-rate = Points for each unit in the file
moving-rate-hint = Such as 1, 0.5 or 1/100. Rounded down for each member.
moving-cap = Most points for one member
moving-cap-hint = Whoever has more gets this many. Empty: no maximum.
moving-cancelled = Cancelled. Nothing was imported.
moving-rejects = These entries are left out or come in changed, each with its reason.
moving-rejects-failed = The file of the entries that are left out could not be sent. The preview above is still valid. Run the import again to get the file.
moving-reason-no-id = no Discord account
moving-reason-bad-id = not a Discord ID
moving-reason-mangled-id = ID rounded by a spreadsheet; format the column as text and export again
moving-reason-bad-amount = the amount is not a number
moving-reason-unclear-amount = could be a thousand or a fraction; write it without separators
moving-reason-twice = appears twice; the first entry counts
moving-reason-bot = a bot
moving-reason-too-large = amount too large
moving-reason-negative = negative, comes in as 0
moving-reason-capped = more than the maximum, comes in as that
moving-reason-endless = unlimited, comes in as the maximum

# What came of it
moving-done-title = Points from { $format } are here
moving-done-members = { $changed ->
    [one] 1 member has new points
   *[other] { $changed } members have new points
}{ $unchanged ->
    [0] .
   *[other] , { $unchanged } had them already.
}
moving-done-earn = Lifetime points: **+{ POINTS($added, $currency) }**{ $taken ->
    [0] {""}
   *[other] , **−{ POINTS($taken, $currency) }**
}
moving-done-spend = Points to spend: **+{ POINTS($added, $currency) }**{ $taken ->
    [0] {""}
   *[other] , **−{ POINTS($taken, $currency) }**
}
moving-proof = File × rate { NUMBER($asked, maximumFractionDigits: 2) } − left out, capped or rounded { NUMBER($lost, maximumFractionDigits: 2) } = { $points }
moving-done-quietly = Nobody got a message. Roles of tiers follow one after the other. Members who are not here find their points on return.

# Tiers and coupons
moving-show-tiers = { $count ->
    [one] 1 level role…
   *[other] { $count } level roles…
}
moving-show-coupons = { $count ->
    [one] 1 store item…
   *[other] { $count } store items…
}
moving-tiers-title = Level roles as tiers
moving-tier-line = { $role } · level { $level } · { $state ->
    [known] is a tier already
    [unknown] nobody has this level, so set it with `/settings tiers`
   *[new] from { POINTS($threshold, $currency) }{ $estimated ->
        [yes] {" "}(*estimated*)
       *[no] {""}
    }
}
moving-tiers-how = Thresholds follow the rate of this import. Members who have the points get their roles one after the other, whether you make the tiers before you import or after it. You can change each with `/settings tiers`.
moving-make-tiers = { $count ->
    [one] Make 1 tier
   *[other] Make { $count } tiers
}
moving-tiers-made = { $count ->
    [0] { $refused ->
        [0] These tiers are there already. See them with `/settings tiers`.
       *[other] No tier was made.
    }
    [one] 1 tier was made. See it with `/settings tiers`.
   *[other] { $count } tiers were made. See them with `/settings tiers`.
}
moving-coupons-title = Store items as coupons
moving-coupon-line = **{ $name }** · { POINTS($cost, $currency) } · { $limit ->
    [no] unlimited there
   *[yes] { $stock } left
}{ $left ->
    [none] {""}
   *[other] {" "}· what does not come along: { $left }
}
moving-left-gives-roles = further roles ({ $roles }), as a coupon gives one
moving-left-asks-roles = several required roles ({ $roles }), as a coupon asks for one
moving-left-asks-balance = a balance that buyers need
moving-left-asks-items = an item that buyers need
moving-left-answers = the text it answers with
moving-left-takes-roles = taking roles away
moving-left-gives-money = giving money
moving-left-takes-money = taking money
moving-left-gives-items = giving items
moving-left-takes-items = taking items
moving-left-other = something else that it does or asks
moving-coupons-how = They become drafts, at the rate of this import: nobody sees them until you publish them with `/reward publish`.
moving-make-coupons = { $count ->
    [one] Make 1 draft
   *[other] Make { $count } drafts
}
moving-coupons-made = { $count ->
    [0] { $refused ->
        [0] These rewards are there already. Look at them with `/reward list`.
       *[other] No draft was made.
    }
    [one] 1 draft was made. Look at it with `/reward list`.
   *[other] { $count } drafts were made. Look at them with `/reward list`.
}
moving-not-made = Not made: { $name }. { $reason }
moving-there-already = There already: { $name }
moving-made-without = Made without its role: { $name }. { $reason }
moving-more = … and { $count } more
moving-stock-title = Units of unlimited items
moving-stock = Units of each unlimited item
moving-stock-hint = Coupons have a number of units. Empty: decide before you publish.
