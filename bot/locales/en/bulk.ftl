bulk-nobody = There is nobody to give it to. Choose a role that people hold, or a file with their ids.
bulk-stock-short = There is too little of **{ $reward }**: { $missing ->
    [one] one is missing.
   *[other] { $missing } are missing.
} Nobody got anything. Bring more, or type the command again and choose *Give as far as it reaches*.
bulk-plan-too-old = This plan is older than 15 minutes, and people may have come and gone. Nothing was given; type the command again for a fresh one.
