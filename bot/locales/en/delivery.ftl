delivery-granted = You got { $reward }
delivery-granted-by = A gift from **{ $server }**.
delivery-code-withdrawn = A manager withdrew your code for **{ $reward }**. Ask them if you expected to keep it.
delivery-badges-title = { $count ->
    [one] A new badge
   *[other] New badges
}
delivery-badge = { $member } earned **{ $reward }**
delivery-bulk = Many of you just got **{ $reward }**. Press to see what is yours.
delivery-my-rewards = My rewards
delivery-pool-low = Few usable codes of **{ $reward }** are left. Bring more with `/codes import`.
delivery-pool-empty = **{ $reward }** has no usable code left. Bring more with `/codes import`.
