command-store = Xem cửa hàng và những gì bạn có thể đổi
command-store-page = Mở trang nào
