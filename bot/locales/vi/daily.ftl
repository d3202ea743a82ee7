daily-in = Bạn đã điểm danh hôm nay: **+{ POINTS($points, $currency) }**.
daily-in-free = Bạn đã điểm danh hôm nay.
daily-in-before = Hôm nay bạn đã điểm danh rồi (**+{ POINTS($points, $currency) }**).
daily-in-before-free = Hôm nay bạn đã điểm danh rồi.
daily-on-its-way = Bạn đã điểm danh hôm nay. Điểm đang được cộng; xem bằng `/balance`.
daily-streak = { $days ->
    [1] Chuỗi ngày của bạn bắt đầu: mai lại đến nhé.
   *[other] **{ $days } ngày** liên tiếp. Mai lại đến nhé.
}
daily-next = Ngày mới bắt đầu { $when }.
