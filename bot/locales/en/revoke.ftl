revoke-already-used = This coupon has been used, so it cannot be revoked. To return points, use `/points award` with *refund*.
revoke-already-over = This one is over already: it was revoked or has expired. Nothing was changed.
