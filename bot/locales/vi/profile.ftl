profile-title = { $name }
profile-hidden = Thành viên này không công khai hồ sơ.
profile-badge-since = từ { $when }
profile-no-badges = Chưa có huy hiệu nào.
profile-more-badges = … và { $count } huy hiệu khác.
profile-for-managers = Dành cho quản lý
