workflow-name-trigger-streak_reached = Chuỗi ngày liên tiếp
workflow-trigger-streak_reached = một thành viên đã hoạt động { $days } ngày liên tiếp{ $repeat ->
    [yes] , và lặp lại sau mỗi chừng ấy ngày
   *[other] {""}
}
workflow-field-repeat = Lặp lại sau mỗi chừng ấy ngày
