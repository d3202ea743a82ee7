workflow-name-condition-in_channel = In a channel
workflow-condition-in_channel = it happened in { $channel }
