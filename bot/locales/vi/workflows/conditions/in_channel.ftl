workflow-name-condition-in_channel = Trong một kênh
workflow-condition-in_channel = việc đó diễn ra trong { $channel }
