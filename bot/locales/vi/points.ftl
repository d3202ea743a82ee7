points-not-enough = Bạn còn thiếu { POINTS($missing, $currency) }.
points-nothing-to-take = { $balance ->
    [0] Họ không có điểm nào để trừ. Chưa trừ gì.
   *[other] Chưa trừ điểm nào: chỉ có thể trừ { POINTS($balance, $currency) }, thiếu { $missing }. Hãy trừ { $balance } hoặc ít hơn.
}
points-bad-amount = Hãy nhập một số nguyên từ 1 đến { $most }.
points-bad-note = Ghi chú dài tối đa { $most } ký tự.
