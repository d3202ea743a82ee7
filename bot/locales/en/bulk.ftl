bulk-nobody = There is nobody to give it to. Choose a role that people hold, or a file with their ids.
bulk-stock-short = There is too little of **{ $reward }**: { $missing ->
    [one] one is missing.
   *[other] { $missing } are missing.
} Nobody got anything. Bring more, or press *Give as far as it reaches*.
