workflow-name-trigger-post_comment = Reply or message in a thread
workflow-trigger-post_comment = a member replies or writes in a thread{ $channel ->
    [none] {""}
   *[other] {" "}in { $channel }
}
