audit-kind-rewards = Rewards
audit-kind-codes = Codes
audit-kind-points = Points
audit-kind-goals = Goals
audit-kind-workflows = Workflows
audit-kind-settings = Settings
audit-kind-privacy = Privacy
audit-kind-stats = Statistics
audit-parts-show = Show each one …
audit-parts-of = { $reward ->
    [0] Points
   *[other] { $reward }
} · { $members ->
    [one] 1 member
   *[other] { $members } members
}
audit-whole = Full audit
audit-title = Audit
audit-empty = Nothing has been recorded yet.
audit-empty-chosen = Nothing is recorded for that. Leave an option out to see more.
audit-number = { $value }
audit-nothing = nothing

# What was done; actions are called as the services record them
audit-did-points-awarded = { $actor } gave { $member } { POINTS($amount, $currency) }{ $workflow ->
    [0] {""}
   *[other] {" "}by the workflow **{ $workflow }**
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-refunded = { $actor } gave { POINTS($amount, $currency) } back to { $member }{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-deducted = { $actor } took { POINTS($amount, $currency) } from { $member }{ $workflow ->
    [0] {""}
   *[other] {" "}by the workflow **{ $workflow }**
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-corrected = { $actor } took { POINTS($amount, $currency) } from both wallets of { $member }{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-many-started = { $actor } { $kind ->
    [award] started giving { POINTS($amount, $currency) } to
    [refund] started giving { POINTS($amount, $currency) } back to
    [deduction] started taking { POINTS($amount, $currency) } from
    [correction] started taking { POINTS($amount, $currency) } from both wallets of
    [import] started importing points of
    [reset] began a season for
   *[other] changed points of
} { $members ->
    [one] 1 member
   *[other] { $members } members
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-many-finished = { $kind ->
    [import] An import of points
    [reset] A new season
   *[other] A change of points for many
} by { $actor } was { $way ->
    [undone] undone
   *[other] done
} for { $members ->
    [one] 1 member
   *[other] { $members } members
}: { $spend } to spend, { $earn } in lifetime points
audit-did-points-many-undone = { $actor } started undoing { $kind ->
    [import] an import of points
    [reset] a new season
   *[other] a change of points
} for { $members ->
    [one] 1 member
   *[other] { $members } members
}
audit-did-points-imported = { $actor } imported { $way ->
    [taken] −
   *[given] {""}
}{ POINTS($amount, $currency) } of { $member }
audit-did-points-reset = { $actor } began a season, which took { POINTS($amount, $currency) } from { $member }
audit-did-points-undone = { $actor } undid what { $member } had { $way ->
    [taken] got: −{ POINTS($amount, $currency) }
   *[given] lost: { POINTS($amount, $currency) } given back
}
audit-did-reward-created = { $actor } created the { $kind ->
    [badge] badge
    [voucher] voucher
   *[coupon] coupon
} **{ $reward }**
audit-did-reward-edited = { $actor } changed **{ $reward }**: { $changes }
audit-did-reward-role-gone = { $actor } stopped claims of **{ $reward }**: its required role was deleted
audit-did-reward-published = { $actor } published **{ $reward }**
audit-did-reward-unpublished = { $actor } unpublished **{ $reward }**
audit-did-reward-archived = { $actor } archived **{ $reward }**
audit-did-reward-claimed = { $actor } bought **{ $reward }** for { POINTS($paid, $currency) }
audit-did-reward-granted = { $actor } gave **{ $reward }** to { $member }{ $source ->
    [workflow] { $named ->
        [0] {" "}by a workflow
       *[other] {" "}by the workflow **{ $named }**
    }
    [goal] { $named ->
        [0] {" "}for a goal
       *[other] {" "}for the goal **{ $named }**
    }
    [raffle] { $named ->
        [0] , drawn in a raffle
       *[other] , drawn in the raffle of <t:{ $named }:f>
    }
    [delivery] { $named ->
        [0] , delivered by a coupon
       *[other] , delivered by the coupon **{ $named }**
    }
   *[manager] {""}
}
audit-did-reward-revoked = { $actor } took **{ $reward }** back from { $member }{ $refunded ->
    [0] {""}
   *[other] {" "}and returned { POINTS($refunded, $currency) }
}{ $code ->
    [available] ; its code is in stock again
    [void] ; its code is void
   *[other] {""}
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-reward-expired-many = **{ $reward }** expired for { $members } members
audit-did-reward-expired = **{ $reward }** of { $member } expired
audit-did-code-claimed = { $actor } claimed a code of **{ $reward }**
audit-did-codes-imported = { $actor } imported { $added ->
    [one] 1 code
   *[other] { $added } codes
} into **{ $reward }** from { $file }
audit-did-codes-import-undone = { $actor } undid the import of { $file } into **{ $reward }**: { $removed ->
    [one] 1 code
   *[other] { $removed } codes
} left the pool, { $out } had been given or withdrawn
audit-did-coupon-redeemed = { $actor } marked { $member }’s **{ $reward }** as used
audit-did-coupon-delivered = **{ $reward }** was delivered to { $member }: <@&{ $role }>{ $until ->
    [0] {""}
   *[other] {" "}until <t:{ NUMBER($until, useGrouping: 0) }:f>
}
audit-did-coupon-returned = **{ $reward }** of { $member } could not be delivered{ $refunded ->
    [0] {""}
   *[other] {""}; { POINTS($refunded, $currency) } went back
}
audit-did-coupon-role-ended = <@&{ $role }> was taken from { $member } again: the time they bought was over
audit-did-bulk-started = { $actor } started giving **{ $reward }** to { $members ->
    [one] 1 member
   *[other] { $members } members
}
audit-did-bulk-finished = **{ $reward }** was given to { $granted } of { $members ->
    [one] 1 member
   *[other] { $members } members
}, started by { $actor }
audit-did-codes-exported = { $actor } exported { $count ->
    [one] 1 code
   *[other] { $count } codes
} of **{ $reward }**
audit-did-code-voided = { $actor } withdrew the code on line { $line } of **{ $reward }**{ $was ->
    [available] {""}
   *[other] , held by { $member }
}
audit-did-code-withdrawn = { $actor } withdrew code #{ $number } of **{ $reward }**{ $was ->
    [available] {""}
   *[other] , held by { $member }
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-privacy-profile-hidden = { $actor } hid their profile
audit-did-privacy-profile-shown = { $actor } showed their profile again
audit-did-settings-timezone = { $actor } set the time zone to { $after } (before: { $before })
audit-did-settings-language = { $actor } set the language to { LANGUAGE($after) }
audit-did-settings-wallet-mode = { $actor } made members see { $after ->
    [single] one balance
   *[other] two balances
}
audit-did-settings-currency = { $after ->
    [0] { $actor } changed the name of points back to “points”
   *[other] { $actor } named the points { $after }
}
audit-did-settings-announcement-channel-id = { $after ->
    [0] { $actor } turned announcements off
   *[other] { $actor } chose <#{ $after }> for announcements
}
audit-did-settings-notices-channel-id = { $after ->
    [0] { $actor } turned notices to managers off
   *[other] { $actor } chose <#{ $after }> for notices to managers
}
audit-did-settings-low-pool-percent = { $actor } set the warning about few codes to { $after }% (before: { $before }%)
audit-did-settings-pictures = { $after ->
    [True] { $actor } switched pictures on
   *[other] { $actor } switched pictures off
}
audit-did-settings-missing-badges = { $after ->
    [True] { $actor } made collections show missing badges
   *[other] { $actor } made collections leave out missing badges
}
audit-did-settings-thanks-points = { $after ->
    [0] { $actor } switched thanks off
   *[other] { $actor } set what a thank-you gives to { POINTS($after, $currency) } (before: { $before })
}
audit-did-settings-thanks-quota = { $actor } set how many members each may thank in a day to { $after } (before: { $before })
audit-did-settings-thanks-cap = { $actor } set how often each may be thanked in a day to { $after } (before: { $before })
audit-did-settings-leaderboard-posted = { $actor } chose <#{ $channel }> to post the first { $places } of each { $span ->
    [week] week
    [quarter] quarter
   *[other] month
}
audit-did-settings-leaderboard-not-posted = { $actor } stopped posting the leaderboard of each { $span ->
    [week] week
    [quarter] quarter
   *[other] month
}
audit-did-points-thanked = { $actor } thanked { $member }, who got { POINTS($amount, $currency) }
audit-did-settings-proxy-added = { $actor } added the proxy bot <@{ $bot }>
audit-did-settings-proxy-removed = { $actor } removed the proxy bot <@{ $bot }>
audit-did-settings-manager-added = { $actor } added <@&{ $role }> as a manager role
audit-did-settings-manager-removed = { $actor } removed <@&{ $role }> as a manager role
audit-did-settings-role-marked = { $actor } linked <@&{ $role }> to **{ $subject }**
audit-did-settings-role-unmarked = { $actor } unlinked <@&{ $role }> from **{ $subject }**
audit-did-privacy-erased = { $actor } erased their data
audit-did-workflow-created = { $actor } created the workflow **{ $workflow }**{ $enabled ->
    [1] {" "}and enabled it
   *[other] {""}
}
audit-did-workflow-edited = { $actor } changed the workflow **{ $workflow }** (version { $version })
audit-did-workflow-enabled = { $actor } enabled the workflow **{ $workflow }**
audit-did-workflow-disabled = { $actor } disabled the workflow **{ $workflow }**
audit-did-workflow-archived = { $actor } archived the workflow **{ $workflow }**
audit-did-workflow-retried = { $goal ->
    [0] { $workflow ->
        [0] { $actor } retried a failed run for { $member }
       *[other] { $actor } retried a failed run of **{ $workflow }** for { $member }
    }
   *[other] { $actor } retried the reward of the goal **{ $goal }** for { $member }
}
audit-did-workflow-retried-all = { $actor } retried { $runs ->
    [one] 1 failed run
   *[other] { $runs } failed runs
} of { $goal ->
    [0] **{ $workflow }**
   *[other] the goal **{ $goal }**
}
audit-did-reward-holders-exported = { $actor } exported who has **{ $reward }** ({ $count ->
    [one] 1 line
   *[other] { $count } lines
})
audit-did-coupon-open-exported = { $actor } exported the coupons to hand over{ $reward ->
    [0] {""}
   *[other] {" "}of **{ $reward }**
} ({ $count ->
    [one] 1 line
   *[other] { $count } lines
})

audit-field-name = name
audit-field-description = description
audit-field-instructions = instructions
audit-field-cost = price
audit-field-stock = stock
audit-field-expires-on = expiry date
audit-field-member-limit = limit per member
audit-field-required-role-id = required role
audit-field-badge-role-id = role
audit-field-delivers-role-id = delivered role
audit-field-delivers-days = days of the role
audit-field-delivers-voucher-id = delivered code
audit-field-image = picture
audit-field-badge-colour = colour
audit-field-badge-shape = shape
audit-field-publish-at = on offer from
audit-field-unpublish-at = on offer until
audit-field-sale-cost = sale price
audit-field-sale-until = sale until
audit-field-announce = announcement
audit-did-stats-exported = { $actor } exported the statistics of { $subject ->
    [points] points
    [redemption] what was redeemed
    [stock] the stock
    [workflows] workflows
   *[reward] **{ $reward }**
}
audit-did-raffle-opened = { $actor } opened a raffle of **{ $reward }**: { $units } to win; SHA-256 of its seed: { $commitment }
audit-did-raffle-closed-early = { $actor } closed the raffle of **{ $reward }** before its time, with { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
}
audit-did-raffle-cancelled = { $actor } cancelled the raffle of **{ $reward }**, with { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
}
audit-did-raffle-drawn = { $actor } drew the raffle of **{ $reward }**: { $winners ->
    [one] 1 winner
   *[other] { $winners } winners
} among { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
}
audit-did-raffle-lapsed = { $member } did not accept **{ $reward }** in time; the next one is drawn
