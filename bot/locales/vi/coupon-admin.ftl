coupon-admin-say-which = Hãy cho biết mã đổi quà hoặc thành viên: một trong hai, không phải cả hai.
coupon-admin-of = **{ $reward }** của { $member }
coupon-admin-since = Có từ { $when }.
coupon-admin-held = Chưa dùng · { $until }
coupon-admin-used = Đã dùng { $when }, do { $by } xác nhận.
coupon-admin-delivered = Đã tự động trao { $when }.
coupon-admin-on-its-way = Đang được tự động trao.
coupon-admin-expired = Đã hết hạn: dùng được đến hết ngày { DATETIME($day, dateStyle: "long") }.
coupon-admin-revoked = Quản lý đã thu hồi phiếu quà này.
coupon-admin-mark = Đánh dấu đã dùng
coupon-admin-done = **{ $reward }** của { $member } đã được đánh dấu là đã dùng. Hãy trao quà cho họ.
coupon-admin-list-title = Phiếu quà của { $member }
coupon-admin-none = { $member } chưa từng có phiếu quà nào.
coupon-open-title = { $count ->
    [0] Không có phiếu quà nào cần trao
   *[other] { $count } phiếu quà cần trao
}
coupon-open-title-of = { $count ->
    [0] { $reward }: không có phiếu quà nào cần trao
   *[other] { $reward }: { $count } phiếu quà cần trao
}
coupon-open-none = Xong hết rồi: không còn phiếu quà nào đang chờ. Phiếu quà mới sẽ hiện ở đây khi thành viên mua hoặc được trao.
coupon-open-hand-over = Trao quà…
coupon-open-back = Về danh sách
coupon-open-send = Lấy tệp CSV
coupon-open-sent = Đây là { $count } phiếu quà còn phải trao, cũ nhất trước. Trong tệp không có mã đổi quà: thành viên sẽ đưa mã cho bạn xem.
