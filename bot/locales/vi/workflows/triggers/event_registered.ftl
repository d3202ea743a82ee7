workflow-name-trigger-event_registered = Quan tâm đến sự kiện
workflow-trigger-event_registered = một thành viên quan tâm đến { $event ->
    [none] một sự kiện
   *[other] sự kiện { $event }
}
