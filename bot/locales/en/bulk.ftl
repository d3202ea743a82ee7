bulk-nobody = There is nobody to give it to. Choose a role that people hold, or a file with their ids.
bulk-stock-short = **{ $reward }** does not reach: { $missing ->
    [one] one is missing.
   *[other] { $missing } are missing.
} Nobody got anything. Bring more, or give it as far as it reaches.
