workflow-name-trigger-voice_minutes = Time in voice channels
workflow-trigger-voice_minutes = a member has spent { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} in voice channels in one day
workflow-field-minutes = Minutes in one day
