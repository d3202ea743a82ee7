workflow-name-trigger-like_received = Reaction to their message
workflow-trigger-like_received = somebody reacts to a member’s message{ $channel ->
    [none] {""}
   *[other] {" "}in { $channel }
}
