coupon-admin-say-which = Give either a redemption code or a member.
coupon-admin-of = **{ $reward }** of { $member }
coupon-admin-since = Obtained { $when }.
coupon-admin-held = Not used yet · { $until }
coupon-admin-used = Used { $when } by { $by }.
coupon-admin-delivered = Delivered { $when }, by itself.
coupon-admin-on-its-way = Being delivered, by itself.
coupon-admin-expired = Expired: it was good until { DATETIME($day, dateStyle: "long") }.
coupon-admin-revoked = A manager took it back.
coupon-admin-mark = Mark as used
coupon-admin-done = **{ $reward }** of { $member } is marked as used. Hand it over.
coupon-admin-list-title = Coupons of { $member }
coupon-admin-none = { $member } has never had a coupon.
coupon-open-title = { $count ->
    [0] Nothing to hand over
    [one] 1 coupon to hand over
   *[other] { $count } coupons to hand over
}
coupon-open-title-of = { $count ->
    [0] Nothing to hand over of { $reward }
   *[other] { $reward }: { $count } to hand over
}
coupon-open-none = All done: no coupon is waiting. New ones appear here when members buy or are given one.
coupon-open-hand-over = Hand over…
coupon-open-back = Back to the list
coupon-open-send = Get the CSV
coupon-open-sent = { $count ->
    [one] Here is the 1 coupon that is still to be handed over.
   *[other] Here are the { $count } coupons that are still to be handed over, oldest first.
} Redemption codes are not in the file: members show them.
