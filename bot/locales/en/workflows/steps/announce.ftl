workflow-name-step-announce = Announce in a channel
workflow-step-announce = post “{ $text }” in { $channel }
