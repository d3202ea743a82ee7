why-title = Why?
why-title-of = Why? · { $member }
why-part-activity = Points
why-part-goals = Goals
why-part-workflows = Workflows
why-activity-none = Laurel has not seen anything in the last 90 days.
why-activity-hint = Is something missing? Then Laurel did not see it: it needs to be able to view the channel, and reactions to your own messages or to bots do not count. Messages themselves are never stored.
why-goals-none = There are no goals at the moment.
why-goals-hint = A goal starts anew with each period. What happened before a goal existed does not count.
why-workflows-none = No workflow has run in the last 90 days.
why-workflows-hint = A workflow runs when its trigger happens and all its conditions are true (✅). It does nothing if one is not (❌).

# What something paid, and why not more
why-times = { $times } × { $what }
why-paid = paid { $points }{ $made ->
    [0] .
   *[other] : { $made }.
}
why-paid-parts = paid a part of a point{ $made ->
    [0] {""}
   *[other] : { $made }
}; parts are added up until they make a whole one.
why-carried = Parts of a point are added up until they make a whole one.
why-factor-place = { NUMBER($times, maximumFractionDigits: 1) } (this place)
why-factor-boost = { NUMBER($times, maximumFractionDigits: 1) } (boost)
why-factor-tier = { NUMBER($times, maximumFractionDigits: 2) } (tier)
why-paid-nothing = paid nothing.
why-taken-back = { $points } were taken back because it was deleted within a minute.
why-pending = is still being looked at. Look again in a moment.
why-failed = went wrong on Laurel’s side, so nothing came of it. The managers have been told.
why-no-action = pays no points by itself; it can start workflows.
why-ignored-absent = did not count: only members of the server earn.
why-ignored-deleted = did not count: it was deleted within a minute.
why-ignored-other = did not count.
why-unpaid-rule-off = { $some ->
    [0] paid nothing: this pays no points on this server.
   *[other] It has stopped paying points since.
}
why-unpaid-cap = { $some ->
    [0] paid nothing: { $cap ->
        [0] the day’s limit was reached.
        [one] this pays once a day, and that was it for the day.
       *[other] this pays { $cap } times a day, and { $had } were paid that day.
    }
   *[other] Not all of it was paid: { $cap ->
        [0] the day’s limit was reached.
        [one] this pays once a day.
       *[other] this pays { $cap } times a day, and { $had } were paid that day.
    }
}
why-unpaid-cooldown = paid nothing: it came too soon after the last one that paid{ $seconds ->
    [0] .
   *[other] {" "}(this pays at most once every { $seconds ->
        [one] second
       *[other] { $seconds } seconds
    }).
}
why-unpaid-place = paid nothing: nothing is earned in this place.
why-unpaid-left-out = paid nothing: managers have left { $own ->
    [1] you
   *[0] this member
} out of earning.

# Goals
why-goal-missing = { $missing } to go, ends { $ends }
why-goal-counts = Only what the earning rule pays for counts: what is beyond the day’s limit or too soon after another does not.
why-goal-done = Completed. It starts anew { $ends }.
why-goal-reward-given = { $reward ->
    [none] The reward was given.
   *[other] **{ $reward }** was given for it.
}
why-goal-reward-next = **{ $reward }** is on its way, if it was the goal’s reward at that time.
why-goal-reward-failed = { $reward ->
    [none] The reward could not be given
   *[other] **{ $reward }** could not be given
}: { $reason } The managers have been told and can try again.
