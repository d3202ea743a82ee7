command-leaderboard = Xem ai kiếm được nhiều điểm nhất
command-leaderboard-span = Tính điểm từ khi nào; bỏ trống là tuần này
command-leaderboard-page = Mở trang nào
command-leaderboard-show = Đăng lên kênh cho mọi người xem
