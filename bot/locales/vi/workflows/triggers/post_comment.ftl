workflow-name-trigger-post_comment = Trả lời hoặc tin trong chủ đề
workflow-trigger-post_comment = một thành viên trả lời hoặc viết trong chủ đề{ $channel ->
    [none] {""}
   *[other] {" "}ở { $channel }
}
