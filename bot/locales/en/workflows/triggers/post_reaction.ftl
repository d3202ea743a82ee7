workflow-name-trigger-post_reaction = Reaction to a message
workflow-trigger-post_reaction = a member reacts{ $emoji ->
    [none] {""}
   *[other] {" "}with { $emoji }
}{ $channel ->
    [none] {""}
   *[other] {" "}in { $channel }
}
workflow-field-emoji = Emoji
