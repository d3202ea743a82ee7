command-coupon = Kiểm tra phiếu quà của thành viên và đánh dấu đã dùng
command-coupon-redeem = Xem mã đổi quà là của ai, và đánh dấu đã dùng
command-coupon-redeem-code = Mã đổi quà mà thành viên đưa cho bạn
command-coupon-find = Tra một phiếu quà theo mã đổi quà, hoặc mọi phiếu quà của một thành viên
command-coupon-find-code = Mã đổi quà
command-coupon-find-member = Thành viên
command-coupon-find-page = Trang nào
