profile-title = { $name }
profile-hidden = Thành viên này để hồ sơ ở chế độ riêng tư.
profile-tier = Hạng: { $role } · điểm ×{ NUMBER($times, maximumFractionDigits: 2) }
profile-streak = { $days ->
    [0] Hiện không có chuỗi ngày nào · dài nhất: { $best } ngày
   *[other] Chuỗi **{ $days } ngày** liên tiếp · dài nhất: { $best }
}
profile-badge-since = từ { $when }
profile-no-badges = Chưa có huy hiệu nào.
profile-more-badges = … và { $count } huy hiệu khác.
profile-for-managers = Dành cho quản lý
profile-absent = Hiện không có trên máy chủ này; mọi thứ vẫn được giữ lại.
profile-grant = Trao phần thưởng
profile-points = Điểm
profile-history = Lịch sử
