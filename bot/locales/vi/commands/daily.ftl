command-daily = Điểm danh hôm nay để giữ chuỗi ngày
