coupon-no-such = No coupon has this code. Check each character, or look the member up with `/coupon find`.
coupon-used = This coupon for **{ $reward }** was used <t:{ NUMBER($at, useGrouping: 0) }:f>, marked by <@{ NUMBER($by, useGrouping: 0) }>. Nothing was changed.
coupon-expired = This coupon for **{ $reward }** has expired: it was good until { $day }.
coupon-revoked = A manager took back this coupon for **{ $reward }**, so it can no longer be used. Nothing was changed.
coupon-delivers-itself = **{ $reward }** is delivered by itself, so there is no code to show and nothing to redeem.
