workflow-name-trigger-event_registered = Interested in an event
workflow-trigger-event_registered = a member is interested in { $event ->
    [none] an event
   *[other] the event { $event }
}
