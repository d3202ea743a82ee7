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
profile-badges = Tất cả huy hiệu
# Trên hình hồ sơ, và trong lời mô tả hình
profile-card-streak = { $days } ngày liên tiếp
profile-card-best = chuỗi dài nhất: { $days } ngày
profile-card-earned = đã kiếm: { $points }
profile-about = Hồ sơ của { $name }
profile-about-tier = Hạng: { $tier }
profile-about-badges = Huy hiệu: { $badges }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } huy hiệu khác
}
profile-about-goals = Mục tiêu: { $goals }
collection-title = Huy hiệu của { $name }
collection-count = { $held } huy hiệu
collection-count-of = { $held }/{ $all } huy hiệu
collection-missing = Chưa có: { $badges }
profile-why = Vì sao
profile-runs = Các quy trình gần nhất:
