reminder-title = { $count ->
   *[other] Sắp hết hạn
}
reminder-where = Bạn đang giữ trong **{ $server }**. Hãy dùng trước khi hết hạn.
reminder-more = { $count ->
   *[other] Còn { $count } phần nữa trong `/rewards`.
}
notifications-title = Thông báo của bạn
notifications-announcements-on = **Thông báo về bạn** đang bật: huy hiệu mới và thông báo tự động về bạn được đăng trong máy chủ.
notifications-announcements-off = **Thông báo về bạn** đang tắt: không đăng gì về những thứ bạn đạt được.
notifications-messages-on = **Tin nhắn trực tiếp** đang bật: khi bạn nhận voucher hay phiếu quà, và khi có tin nhắn tự động dành cho bạn.
notifications-messages-off = **Tin nhắn trực tiếp** đang tắt: những gì bạn nhận được nằm trong `/rewards`.
notifications-reminders-on = **Lời nhắc** đang bật: bạn được nhắn 7 ngày và 1 ngày trước khi thứ bạn giữ hết hạn.
notifications-reminders-off = **Lời nhắc** đang tắt: hãy tự để ý ngày hết hạn trong `/rewards`.
notifications-pictures-on = **Hình ảnh** đang bật: nếu máy chủ này dùng hình ảnh, câu trả lời cho bạn có hình kèm theo.
notifications-pictures-off = **Hình ảnh** đang tắt: những gì chỉ mình bạn thấy đều là chữ.
notifications-switch-on = Bật
notifications-switch-off = Tắt
notifications-closed = **Laurel không gửi được tin nhắn trực tiếp cho bạn**, nên chưa tin nào đến. Hãy bật *Tin nhắn trực tiếp* trong *Cài đặt quyền riêng tư* của máy chủ. Trong lúc đó, mọi thứ nằm trong `/rewards`.
