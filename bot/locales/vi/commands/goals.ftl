command-goals = Xem tiến độ mục tiêu, còn bao lâu và được thưởng gì
command-goals-page = Mở trang nào
