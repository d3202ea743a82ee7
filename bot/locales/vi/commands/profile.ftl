command-profile = Xem huy hiệu, hạng và chuỗi ngày của một thành viên
command-profile-member = Hồ sơ của ai; bỏ trống là của bạn
command-profile-show = Đăng lên kênh cho mọi người xem
