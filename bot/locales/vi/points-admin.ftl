points-admin-kind-award = Trao điểm
points-admin-kind-refund = Hoàn điểm

points-admin-awarded = { $member } đã nhận { POINTS($amount, $currency) }.
points-admin-refunded = { $member } đã được hoàn { POINTS($amount, $currency) } để tiêu lại.
points-admin-deducted = Đã trừ { POINTS($amount, $currency) } của { $member }.
points-admin-corrected = Đã trừ { POINTS($amount, $currency) } trong cả hai ví của { $member }.
points-admin-has-both = Hiện có để tiêu: **{ POINTS($spend, $currency) }** · đã tích lũy từ trước đến nay: **{ POINTS($earn, $currency) }**
points-admin-has = Số dư hiện tại: **{ POINTS($spend, $currency) }**

points-admin-history-title = Điểm của { $member }
points-admin-history-none-such = { $member } không có khoản nào thuộc loại này. Hãy bỏ `kind:` để xem tất cả.
points-admin-history-empty = { $member } chưa nhận hay tiêu điểm nào. Hãy trao những điểm đầu tiên bằng `/points award`.
points-admin-history-line = { $when } · **{ $sign }{ $amount }** · { $reason ->
    [earned] kiếm được
    [award] được trao
    [deduction] bị trừ
    [correction] điều chỉnh
    [refund] được hoàn
    [purchase] mua phiếu quà
    [revoked] phiếu quà bị thu hồi, điểm được trả lại
    [imported] được nhập
    [reset] mùa mới
    [undo] hoàn tác
    [closed] đóng ví
    [thanks] được cảm ơn
    [imported] được nhập
    [reset] mùa mới
    [undo] hoàn tác
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

# Các loại thay đổi, để chọn
points-admin-reason-earned = Kiếm được
points-admin-reason-award = Được trao
points-admin-reason-deduction = Bị trừ
points-admin-reason-correction = Điều chỉnh
points-admin-reason-refund = Được hoàn
points-admin-reason-purchase = Tiêu trong cửa hàng
points-admin-reason-revoked = Trả lại vì thu hồi phiếu quà
points-admin-reason-closed = Đóng ví
points-admin-reason-thanks = Lời cảm ơn
points-admin-reason-imported = Nhập từ bot khác
points-admin-reason-reset = Mùa mới
points-admin-reason-undo = Hoàn tác
