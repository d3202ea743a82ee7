profile-title = { $name }
profile-hidden = This member keeps their profile to themselves.
profile-badge-since = since { $when }
profile-no-badges = No badges yet.
profile-more-badges = { $count ->
    [one] … and one more badge.
   *[other] … and { $count } more badges.
}
profile-for-managers = For managers
