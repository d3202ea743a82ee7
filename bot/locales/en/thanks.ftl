thanks-given = You thanked { $member }: they got { POINTS($points, $currency) }.
thanks-private = They do not see who it was.
thanks-left = { $left ->
    [0] That was your last thank-you for today.
    [one] You have 1 more for today.
   *[other] You have { $left } more for today.
}
thanks-off = Thanking each other is switched off in this server.
thanks-to-oneself = You cannot thank yourself. Choose somebody who helped you.
thanks-none-left = You have given { $quota ->
    [one] your one thank-you
   *[other] all { $quota } of your thank-yous
} for today. You can thank somebody again tomorrow.
thanks-enough = You cannot thank { $member } any more today. Try tomorrow, or thank somebody else.
thanks-left-out = { $member } takes no part in points here, so they cannot be thanked. Thank somebody else.
