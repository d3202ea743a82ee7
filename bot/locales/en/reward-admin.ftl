# Words
rewards-kind-badge = Badge
rewards-kind-voucher = Voucher
rewards-kind-coupon = Coupon
rewards-state-draft = draft
rewards-state-published = published
rewards-state-archived = archived
rewards-state-planned = planned
rewards-state-over = over

# Forms, their fields, and the same words on cards
rewards-section-basics = Basics
rewards-section-price = Price and stock
rewards-section-limits = Limits
rewards-section-picture = Picture
rewards-section-times = Times
rewards-field-sale-cost = Sale price
rewards-hint-sale-cost = What it costs for a time, in points. Empty: no sale.
rewards-field-sale-until = Sale until
rewards-hint-sale-until = By this server’s clock, such as 2030-12-24 18:00, or 3d 12h from now.
rewards-field-publish-at = On offer from
rewards-hint-publish-at = By this server’s clock, such as 2030-12-24 18:00, or 3d 12h from now. Empty: at once.
rewards-field-unpublish-at = On offer until
rewards-hint-unpublish-at = By this server’s clock, such as 2030-12-31 18:00, or 3d 12h from now. Empty: for good.
rewards-field-announce = Announcement
rewards-hint-announce = Posted in the channel for announcements; it pings nobody. Empty: none.
rewards-announce-at_start = When it opens
rewards-announce-ahead = Now with a countdown, and when it opens
rewards-announce-nowhere = ⚠️ No channel for it yet: choose one with `/settings announcements`, then set this again.
rewards-field-sale = Sale
rewards-sale-on = { $price } until { $until }
rewards-section-delivers = Delivers
rewards-sale-over = { $price }; it ended { $until }
rewards-field-name = Name
rewards-field-description = Description
rewards-hint-description = What members read about it.
rewards-field-instructions = Instructions
rewards-hint-instructions = How to use it; shown to those who have it.
rewards-field-badge-role = Role
rewards-hint-badge-role = Comes with the badge. Choose a role that you could give yourself.
rewards-field-delivers = Delivers
rewards-field-delivers-role = Role
rewards-hint-delivers-role = Given at once to whoever buys it. Choose a role that you could give yourself.
rewards-field-delivers-days = For how many days
rewards-hint-delivers-days = The role is taken away then; buying again adds days. Empty: for good.
rewards-field-delivers-voucher = Code of a voucher
rewards-hint-delivers-voucher = Instead of a role: the voucher’s name. Whoever buys it gets one of its codes.
rewards-delivers-role = <@&{ $role }> { $days ->
    [0] for good
    [one] for 1 day
   *[other] for { $days } days
}
rewards-delivers-code = a code of **{ $voucher }**
rewards-role-out-of-reach = ⚠️ Laurel cannot give this role, so members see *sold out*. In **Server Settings → Roles**, drag Laurel’s role above it and give Laurel *Manage Roles*, or choose another role.
rewards-no-code-to-deliver = ⚠️ There is no code to deliver, so members see *sold out*. Add codes with `/codes import`.
rewards-field-cost = Price
rewards-hint-cost = In points, such as 120.
rewards-field-stock = Stock
rewards-hint-stock = How many there are in total, including those already given.
rewards-field-give-at-most = Give at most
rewards-hint-give-at-most = How many can be given in total, including those already given. Empty: as many as there are codes.
rewards-field-expiry = Expiry date
rewards-hint-expiry = The last day on which members can get it, such as 2030-12-31. Empty: none.
rewards-field-limit = Limit per member
rewards-hint-limit = How many one member may have. Empty: no limit.
rewards-field-required-role = Required role
rewards-required-role-gone = ⚠️ deleted, so nobody can claim this. Choose another role, or *@everyone* if everyone may.
rewards-hint-required-role = Only members with this role can claim it. You can still give it to anyone.
rewards-field-picture = Picture
rewards-hint-picture = PNG, JPEG, WebP or GIF, up to 8 MB. Empty: no change.
rewards-field-colour = Colour
rewards-hint-colour = For a badge without a picture, such as #3A7D44. Empty: one that goes with its name.
rewards-field-shape = Shape
rewards-hint-shape = For a badge without a picture. Empty: a circle.
rewards-shape-circle = Circle
rewards-shape-shield = Shield
rewards-shape-star = Star
rewards-shape-hexagon = Hexagon
rewards-shape-ribbon = Ribbon
rewards-shape-leaf = Leaf
rewards-colour-green = Green
rewards-colour-teal = Teal
rewards-colour-blue = Blue
rewards-colour-purple = Purple
rewards-colour-pink = Pink
rewards-colour-red = Red
rewards-colour-orange = Orange
rewards-colour-gold = Gold
rewards-colour-brown = Brown
rewards-colour-grey = Grey
rewards-field-codes = Codes

# What came of it
rewards-created = Saved as a draft. Only managers see it until you press *Publish*.
rewards-saved = Saved.
rewards-unchanged = It is already like that, so nothing was changed.
rewards-extended = { $count ->
    [one] 1 coupon that a member holds is now good for longer.
   *[other] { $count } coupons that members hold are now good for longer.
}
rewards-published = { $kind ->
    [coupon] Published: members find it in `/store` now.
   *[other] Published: it can be given now, and members see it in `/store` under *Earned*.
}
rewards-published-without-codes = Published, but it cannot be given yet: add codes with `/codes import`.
rewards-published-sold-out = Published, but none is left, so members see *sold out*. Raise the stock to sell more.
rewards-planned = Planned: members can get it once it opens. Until then you can still change everything.
rewards-unpublished = Unpublished. What members hold stays theirs.
rewards-archived = Archived. What members hold stays theirs, and the name is free again.

# The card
rewards-to-do = Before it can be published
rewards-publish = Publish
rewards-publish-now = Publish now
rewards-unpublish = Unpublish
rewards-preview = Preview
rewards-drop-picture = Remove picture
rewards-archive = Archive
rewards-no-description = No description yet: add one under *Basics*.
rewards-not-set = not set yet
rewards-stock = { $left } of { $total } left
rewards-codes = { $count ->
    [0] no usable codes; add some with `/codes import`
    [one] 1 usable code
   *[other] { $count } usable codes
}
rewards-limit = { $limit ->
    [0] none
    [one] once
   *[other] { $limit } times
}
rewards-expired = expired after { DATETIME($day, dateStyle: "long") }
rewards-preview-means = Members see it like this in `/store` once it is published.
rewards-archive-question = Archive { $reward }?
rewards-archive-means = This cannot be undone: nobody can claim it or be given it any more. { $granted ->
    [0] Nobody has one.
    [one] 1 was given; its member keeps it.
   *[other] { $granted } were given; their members keep them.
}
rewards-archive-sources = ⚠️ It is given by { $ways }{ $more ->
    [0] {""}
   *[other] , and { $more } more
}. Choose another reward there first, or they will give nothing.

# The list
rewards-list-title = { $count ->
    [one] 1 reward
   *[other] { $count } rewards
}
rewards-list-empty = There are no rewards yet. Create the first one with `/reward create`.
rewards-list-all-archived = All rewards are archived. See them with `/reward list` and *state*, or create a new one with `/reward create`.
rewards-list-none = No reward is in that state. `/reward list` without options shows drafts and published ones.
rewards-list-pick = Open a reward…
rewards-given = { $count ->
    [0] none given
   *[other] { $count } given
}

# How it fares
rewards-count = { $count }
rewards-stats-given = Total given
rewards-stats-sources = How they were given
rewards-stats-states = Where they are now
rewards-stats-revoked = Revoked
rewards-stats-points = Members paid
rewards-source-claim = { $count } bought
rewards-source-manager = { $count } by managers
rewards-source-goal = { $count } for goals
rewards-source-workflow = { $count } by workflows
rewards-source-raffle = { $count } by raffles
rewards-source-delivery = { $count } by coupons that deliver
rewards-grant-held = { $count } held
rewards-grant-used = { $count } used
rewards-grant-expired = { $count } expired
rewards-code-available = { $count } in stock
rewards-code-assigned = { $count } waiting to be claimed
rewards-code-claimed = { $count } claimed
rewards-code-expired = { $count } expired
rewards-code-void = { $count } void

# Who holds a reward
holders-title = Who has { $reward }{ $count ->
    [0] {""}
   *[other] {" "}· { $count }
}
holders-none = Nobody has had it yet. Give it to somebody with `/grant member`.
holders-none-such = Nobody has it in this state.
holders-all = All
holders-state-badge = Has it
holders-state-claim = Not yet claimed
holders-state-show = Claimed
holders-state-use = Not yet used
holders-state-on-its-way = On its way
holders-state-delivered = Delivered
holders-state-returned = Could not be delivered
holders-state-used = Used
holders-state-expired = Expired
holders-state-revoked = Taken back
holders-source-claim = bought for { $price }
holders-source-manager = { $by ->
    [none] given by a manager
   *[other] given by { $by }
}
holders-source-goal = for a goal
holders-source-workflow = by a workflow
holders-source-raffle = won in a raffle
holders-source-delivery = delivered by a coupon
holders-send = Get the CSV
holders-sent = Here is who has **{ $reward }** ({ $count }). Codes are in it only by number and last characters.
