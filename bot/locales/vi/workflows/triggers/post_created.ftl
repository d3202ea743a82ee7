workflow-name-trigger-post_created = Tin nhắn hoặc bài diễn đàn
workflow-trigger-post_created = một thành viên viết { $channel ->
    [none] tin nhắn hoặc bài diễn đàn
   *[other] trong { $channel }
}
