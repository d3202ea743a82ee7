command-points = Trao, trừ và tra cứu điểm
command-points-award = Trao điểm cho một thành viên
command-points-award-member = Ai được nhận
command-points-award-amount = Bao nhiêu điểm
command-points-award-note = Vì điều gì; thành viên thấy ghi chú này trong lịch sử của họ
command-points-award-kind = Hoàn điểm chỉ cộng vào điểm để tiêu
command-points-deduct = Trừ điểm của một thành viên: trừ đủ hoặc không trừ gì
command-points-deduct-member = Trừ điểm của ai
command-points-deduct-amount = Bao nhiêu điểm
command-points-deduct-note = Vì điều gì; thành viên thấy ghi chú này trong lịch sử của họ
command-points-deduct-correction = Trừ cả trong điểm tích lũy, vì lẽ ra không được trao
command-points-history = Xem điểm của một thành viên đến từ đâu
command-points-history-member = Lịch sử của ai
command-points-history-page = Trang nào

points-admin-kind-award = Trao điểm
points-admin-kind-refund = Hoàn điểm

points-admin-awarded = { $member } đã nhận { POINTS($amount, $currency) }.
points-admin-refunded = { $member } đã được hoàn { POINTS($amount, $currency) } để tiêu lại.
points-admin-deducted = Đã trừ { POINTS($amount, $currency) } của { $member }.
points-admin-corrected = Đã trừ { POINTS($amount, $currency) } trong cả hai ví của { $member }.
points-admin-has-both = Hiện có để tiêu: **{ POINTS($spend, $currency) }** · đã tích lũy từ trước đến nay: **{ POINTS($earn, $currency) }**
points-admin-has = Số dư hiện tại: **{ POINTS($spend, $currency) }**

points-admin-history-title = Điểm của { $member }
points-admin-history-empty = { $member } chưa nhận hay tiêu điểm nào. Hãy trao những điểm đầu tiên bằng `/points award`.
points-admin-history-line = { $when } · **{ $sign }{ $amount }** · { $reason ->
    [earned] kiếm được
    [award] được trao
    [deduction] bị trừ
    [correction] điều chỉnh
    [refund] được hoàn
    [purchase] mua phiếu quà
    [revoked] phiếu quà bị thu hồi, điểm được trả lại
    [closed] đóng ví
   *[other] { $reason }
}{ $actor ->
    [none] {""}
   *[other] {" · bởi "}{ $actor }
}

points-form-title = Điểm
points-form-kind = Làm gì
points-form-award = Trao điểm
points-form-refund = Hoàn điểm (chỉ để tiêu)
points-form-deduct = Trừ điểm
points-form-correction = Trừ điểm ở cả hai ví
points-form-amount = Bao nhiêu
points-form-note = Lý do
points-form-note-hint = Thành viên sẽ thấy lý do này trong lịch sử điểm.
