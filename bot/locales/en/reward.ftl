# Why somebody may not have a reward
reward-not-on-offer = **{ $reward }** is not available right now. See what is in `/store`.
reward-no-more-on-offer = **{ $reward }** is no longer on offer: it closed <t:{ NUMBER($at, useGrouping: 0) }:f>. See what is in `/store`.
reward-not-yet-on-offer = **{ $reward }** is on offer from <t:{ NUMBER($at, useGrouping: 0) }:F> (<t:{ NUMBER($at, useGrouping: 0) }:R>). Come back then.
reward-expired = **{ $reward }** has expired. See what is available in `/store`.
reward-sold-out = **{ $reward }** is sold out.
reward-sold-out-to-claim = **{ $reward }** is sold out. See what else is in `/store`, or ask a manager for more.
reward-limit-reached = **{ $reward }** is limited to { $limit ->
    [one] one
   *[other] { $limit }
} each, and that limit is reached.
reward-limit-reached-to-claim = { $limit ->
    [one] You already have **{ $reward }**, and the limit is one each.
   *[other] You already have **{ $reward }** { $limit } times, and that is the limit.
}
reward-not-for-sale = **{ $reward }** cannot be bought, only earned. See what you can buy in `/store`.
reward-role-not-yours = **{ $reward }** comes with <@&{ $role }>, a role that you could not give yourself: you need *Manage Roles* and a role above it. Ask somebody who has both.
reward-role-missing = **{ $reward }** is only for members with the role <@&{ NUMBER($role, useGrouping: 0) }>. Come back once you have it.
reward-required-role-gone = **{ $reward }** cannot be claimed at the moment. Try again later, or ask a manager.
reward-role-held = **{ $reward }** delivers <@&{ $role }>, a role that they have without it.
reward-role-held-to-claim = You already have <@&{ $role }>, so there is nothing for you to buy here. You keep your points.
reward-codes-held = **{ $reward }** delivers a code, and they have as many of these as one member may.
reward-codes-held-to-claim = **{ $reward }** delivers a code, and you already have as many of these as one member may.
reward-role-deleted = **Role**: the role you chose has been deleted. Choose another one.

# Finding and changing rewards
reward-no-such = There is no reward called “{ $given }”. Pick one from the list that appears while you type.
reward-is-archived = **{ $reward }** is archived for good. Create a new reward instead; the name is free again.
reward-name-taken = **Name**: there is already a reward called “{ $given }”. Choose another name, or archive that reward.
reward-bad-name = **Name**: use 1 to { $most } characters (yours has { $given }).
reward-bad-description = **Description**: use up to { $most } characters (yours has { $given }).
reward-bad-instructions = **Instructions**: use up to { $most } characters (yours have { $given }).
reward-bad-cost = **Price**: give a whole number of points from { $least } to { $most }.
reward-only-coupons-cost = **Price**: only coupons have one. Badges and vouchers are earned; leave this empty.
reward-cost-needed = **Price**: a published coupon needs one. Set how many points it costs.
reward-bad-stock = **Stock**: give a whole number from { $least } to { $most }.
reward-codes-are-counted = **Stock**: a voucher’s stock is its codes. Add codes with `/codes import`, and leave this empty.
reward-bad-give-at-most = **Give at most**: give a whole number from { $least } to { $most }, or leave it empty.
reward-only-vouchers-give-at-most = **Give at most** is for vouchers. Leave it empty here.
reward-give-at-most-below-given = **Give at most**: { $given } have been given already, or are set aside for a raffle, so it cannot be fewer than that.
reward-badges-are-unlimited = **Stock**: badges never run out. Leave this empty.
reward-stock-needed = **Stock**: a published coupon needs one. Set how many there are in total.
reward-stock-below-given = **Stock**: { $given ->
    [one] 1 has been given already, or is set aside for a raffle
   *[other] { $given } have been given already, or are set aside for a raffle
}, so the total cannot be lower than that.
reward-bad-limit = **Limit per member**: give a whole number from { $least } to { $most }, or leave it empty for no limit.
reward-one-badge-each = **Limit per member**: each member can have a badge only once. Leave this empty.
reward-bad-date = **Expiry date**: write it as YYYY-MM-DD, such as 2030-12-31, or leave it empty for none.
reward-date-past = **Expiry date**: that day is over. Choose { $today } or later.
reward-date-needed = **Expiry date**: { $date } is over. Set a later date, or none.
reward-bad-publish-at = **On offer from**: give a day and a time still to come, such as 2030-12-24 18:00, or 3d 12h from now. Empty: at once.
reward-bad-unpublish-at = **On offer until**: give a day and a time still to come, such as 2030-12-24 18:00, or 3d 12h from now. Empty: for good.
reward-bad-sale-until = **Sale until**: give a day and a time still to come, such as 2030-12-24 18:00, or 3d 12h from now. Empty, with no sale price: no sale.
reward-bad-sale-cost = **Sale price**: give a whole number of points from { $least } to { $most }, or leave it empty for no sale.
reward-ends-before-it-begins = **On offer until**: this is not after it opens. Choose a later time, or none.
reward-end-needed = **On offer until**: that time has passed. Choose a later one, or none.
reward-sale-needs-price = **Sale price**: a sale needs one. Set it, or clear the time until when.
reward-sale-needs-end = **Sale until**: a sale needs a day and a time still to come, such as 2030-12-24 18:00, or 3d 12h from now.
reward-sale-before-start = **Sale until**: the sale would be over before it opens. Choose a later time.
reward-sale-not-cheaper = **Sale price**: it must be lower than the price{ $cost ->
    [0] , which is not set yet
   *[other] {" "}of { $cost }
}.
reward-only-coupons-are-sold = Only coupons have a sale or an announcement. Badges and vouchers are earned; leave this empty.
reward-bad-announce = **Announcement**: choose one from the list, or leave it empty.
reward-only-badges-carry-roles = **Role**: only badges come with one. Leave this empty.
reward-only-coupons-deliver = **Delivers**: only coupons deliver something by themselves. Leave this empty.
reward-bad-days = **For how many days**: give a whole number from { $least } to { $most }, or leave it empty for a role for good.
reward-days-need-a-role = **For how many days**: choose the role as well, or leave this empty.
reward-in-a-raffle = **Code of a voucher**: units of this coupon are set aside for a raffle, and no codes could be kept back for those. Choose it once the raffle is over.
reward-delivers-one-thing = **Delivers**: choose either a role or a voucher, not both.
reward-no-such-voucher = **Code of a voucher**: there is no voucher called “{ $given }”. Create it first with `/reward create`, or check the name.
reward-bad-colour = **Colour**: write it as #RRGGBB, such as #3A7D44, or leave it empty to let the name decide.
reward-bad-shape = **Shape**: choose one from the list, or leave it empty.
reward-only-badges-have-colours = **Colour**: only badges have one. Leave this empty, or upload a picture.
reward-only-badges-have-shapes = **Shape**: only badges have one. Leave this empty, or upload a picture.
reward-role-privileged = **Role**: <@&{ NUMBER($role, useGrouping: 0) }> has moderator or administrator permissions, so Laurel never gives it out. Choose a role without them.
reward-role-out-of-reach = **Role**: <@&{ NUMBER($role, useGrouping: 0) }> cannot be given: both you and Laurel need *Manage Roles* and a role above it. Choose another role, or drag Laurel’s role up under **Server Settings → Roles**.
reward-role-everybody = **Role**: everyone has @everyone already. Choose a role that only some members have.
reward-role-managed = **Role**: <@&{ NUMBER($role, useGrouping: 0) }> belongs to an app, to Server Boosts or to a subscription, so only Discord gives it. Choose another role.
reward-image-empty = **Picture**: the file is empty. Choose another one.
reward-image-too-large = **Picture**: the file has { $given } MB, but { $most } MB is the limit. Make it smaller and try again.
reward-image-too-many-pixels = **Picture**: it has too many pixels; the limit is { $most } million. Make it smaller and try again.
reward-image-too-many-frames = **Picture**: its animation has too many frames; the limit is { $most }. Shorten it and try again.
reward-image-too-costly = **Picture**: opening it takes too much time or memory. Save it again, or smaller, and try again.
reward-image-busy = **Picture**: this server’s other pictures are still being checked. Try again in a moment.
reward-image-unreadable = **Picture**: this is not a PNG, JPEG, WebP or GIF, or the file is incomplete. Save it again as one of these.

# What managers can do about it
hint-reward-not-on-offer = Publish it with `/reward publish`.
hint-reward-no-more-on-offer = Publish it for longer with `/reward publish`.
hint-reward-not-yet-on-offer = Publish it now with `/reward publish`.
hint-reward-expired = Set a later date with `/reward edit`.
hint-reward-sold-out = { $kind ->
    [voucher] Add codes with `/codes import`, or raise *Give at most* with `/reward edit`.
    [coupon] Raise its stock with `/reward edit`.
    [role] Laurel cannot give its role. In **Server Settings → Roles**, drag Laurel’s role above it and give Laurel *Manage Roles*, or choose another role with `/reward edit`.
    [codes] There is no code to deliver: add some with `/codes import`, and see that its voucher is published.
   *[other] Raise its stock with `/reward edit`, or add codes with `/codes import`.
}
hint-store-empty = Create a reward with `/reward create`.
hint-goals-empty = Create one with `/goal create`.
