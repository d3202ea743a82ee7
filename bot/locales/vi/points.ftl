points-not-enough = Bạn còn thiếu { POINTS($missing, $currency) }.
points-nothing-to-take = { $balance ->
    [0] Họ không có điểm nào để trừ. Chưa trừ gì.
   *[other] Họ chỉ có { POINTS($balance, $currency) }. Chưa trừ gì.
}
points-bad-amount = Hãy nhập một số nguyên từ 1 đến { $most }.
points-bad-note = Ghi chú dài tối đa { $most } ký tự.

# Điểm thay đổi vì điều gì
cause-in-channel = { $what } ở { $channel }
cause-taken-back = thu lại: { $what }, đã bị xóa trong vòng một phút
cause-workflow = { $taken ->
    [1] bị quy trình { $workflow } trừ
   *[other] nhờ quy trình { $workflow }
}
cause-bought = đã tiêu trong cửa hàng để mua { $reward }
cause-given-back = hoàn lại vì { $reward } bị thu hồi
cause-imported = nhập từ { $source }
cause-undone = hoàn tác: { $batch ->
    [import] { $source ->
        [none] một lần nhập điểm
       *[other] lần nhập điểm từ { $source }
    }
    [award] điểm trao cho nhiều người
    [refund] điểm hoàn cho nhiều người
    [deduction] điểm trừ của nhiều người
    [correction] điểm trừ của nhiều người
    [reset] việc bắt đầu mùa mới
   *[other] việc làm cho nhiều người
}
