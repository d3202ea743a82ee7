workflow-name-trigger-like_received = Tin nhắn được thả biểu cảm
workflow-trigger-like_received = có người thả biểu cảm vào tin nhắn của một thành viên{ $channel ->
    [none] {""}
   *[other] {" "}trong { $channel }
}
