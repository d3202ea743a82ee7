points-not-enough = Bạn còn thiếu { POINTS($missing, $currency) }.
points-nothing-to-take = { $balance ->
    [0] Họ không có điểm nào để trừ. Chưa trừ gì.
   *[other] Họ chỉ có { POINTS($balance, $currency) }. Chưa trừ gì.
}
points-bad-amount = Hãy nhập một số nguyên từ 1 đến { $most }.
points-bad-note = Ghi chú dài tối đa { $most } ký tự.
