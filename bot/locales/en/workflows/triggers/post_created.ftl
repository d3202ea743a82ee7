workflow-name-trigger-post_created = Message or forum post
workflow-trigger-post_created = a member writes { $channel ->
    [none] a message or forum post
   *[other] in { $channel }
}
