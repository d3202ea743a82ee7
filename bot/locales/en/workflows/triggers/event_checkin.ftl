workflow-name-trigger-event_checkin = Event attended
workflow-trigger-event_checkin = a member attends { $event ->
    [none] an event
   *[other] the event { $event }
}
