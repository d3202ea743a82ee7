workflow-name-trigger-leaderboard_placed = Đứng đầu tuần, tháng hoặc quý
workflow-trigger-leaderboard_placed = một { $period ->
    [week] tuần
    [quarter] quý
   *[other] tháng
} kết thúc và một thành viên { $first ->
    [1] đứng nhất
   *[other] nằm trong { $first } người đứng đầu
} bảng xếp hạng
workflow-field-period = Bảng xếp hạng của mỗi
workflow-field-first = Bao nhiêu hạng đầu
workflow-choice-week = tuần
workflow-choice-month = tháng
workflow-choice-quarter = quý
