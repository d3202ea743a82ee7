command-balance = Xem điểm của bạn và nguồn gốc của chúng
command-balance-page = Mở trang lịch sử nào
