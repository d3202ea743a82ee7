coupon-no-such = No coupon carries this code. Check it character by character, or look the member up with `/coupon find`.
coupon-used = This coupon for **{ $reward }** was used <t:{ NUMBER($at, useGrouping: 0) }:f>, marked by <@{ NUMBER($by, useGrouping: 0) }>. Nothing was changed.
coupon-expired = This coupon for **{ $reward }** was good until { $day } and has expired; it cannot be used any more.
coupon-revoked = This coupon for **{ $reward }** was taken back by a manager, so it cannot be used any more. Nothing was changed.
