command-stats = Xem chương trình phần thưởng hoạt động ra sao qua biểu đồ và số liệu
command-stats-about = Về điều gì; bỏ trống là điểm
command-stats-period = Trong bao lâu; bỏ trống là 12 tuần
