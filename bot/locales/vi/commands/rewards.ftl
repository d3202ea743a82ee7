command-rewards = Xem những gì bạn đang có và mở mã
command-rewards-page = Mở trang nào
