revoke-already-used = This coupon has been used, so it cannot be revoked. To return points, use `/points award` with *Refund*.
revoke-already-over = This reward was already revoked or has expired. Nothing was changed.
