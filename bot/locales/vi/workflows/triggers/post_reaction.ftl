workflow-name-trigger-post_reaction = Thả biểu cảm
workflow-trigger-post_reaction = một thành viên thả biểu cảm{ $emoji ->
    [none] {""}
   *[other] {" "}{ $emoji }
}{ $channel ->
    [none] {""}
   *[other] {" "}trong { $channel }
}
workflow-field-emoji = Emoji
