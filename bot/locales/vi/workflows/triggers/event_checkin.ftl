workflow-name-trigger-event_checkin = Tham dự sự kiện
workflow-trigger-event_checkin = một thành viên tham dự { $event ->
    [none] một sự kiện
   *[other] sự kiện { $event }
}
