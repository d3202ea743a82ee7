store-title = Cửa hàng
store-balance = Bạn có **{ POINTS($amount, $currency) }** để tiêu.
store-empty = Chưa có phần thưởng nào. Quản lý thêm phần thưởng bằng `/reward create`.
store-claim = Đổi lấy
store-earned = Phần thưởng tự đến
store-earned-badge = Huy hiệu: bạn nhận được nhờ những gì bạn làm ở đây, hoặc do quản lý trao.
store-earned-voucher = Mã của đối tác: bạn nhận được nhờ những gì bạn làm ở đây, hoặc do quản lý trao.
