profile-title = { $name }
profile-hidden = This member’s profile is private.
profile-tier = Tier: { $role } · earns ×{ NUMBER($times, maximumFractionDigits: 2) }
profile-streak = { $days ->
    [0] No streak at the moment · best: { $best ->
        [one] 1 day
       *[other] { $best } days
    }
   *[other] Streak: **{ $days ->
        [one] 1 day
       *[other] { $days } days
    }** in a row · best: { $best }
}
profile-badge-since = since { $when }
profile-no-badges = No badges yet.
profile-more-badges = { $count ->
    [one] … and 1 more badge.
   *[other] … and { $count } more badges.
}
profile-for-managers = For managers
profile-absent = Not in this server at the moment; everything is kept.
profile-grant = Grant reward
profile-points = Points
profile-history = History
profile-badges = All badges
# On the picture of a profile, and in the words that say what is on it
profile-card-streak = { $days ->
    [one] 1 day in a row
   *[other] { $days } days in a row
}
profile-card-best = best streak: { $days ->
    [one] 1 day
   *[other] { $days } days
}
profile-card-earned = earned in total: { $points }
profile-about = Profile of { $name }
profile-about-tier = Tier: { $tier }
profile-about-badges = Badges: { $badges }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
profile-about-goals = Goals: { $goals }
collection-title = Badges of { $name }
collection-count = { $held ->
    [one] 1 badge
   *[other] { $held } badges
}
collection-count-of = { $held } of { $all } badges
collection-missing = Not yet: { $badges }
profile-why = Why
profile-runs = Last workflows:
