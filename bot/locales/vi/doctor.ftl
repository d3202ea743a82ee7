# What `doctor` finds
doctor-token = Mã token hoạt động: đây là { $name }.
doctor-intent = Laurel được phép biết ai là thành viên.
doctor-intent-missing = “Server Members Intent” đang tắt. Hãy bật tại discord.com/developers, trong ứng dụng của bạn, mục Bot.
doctor-database = Cơ sở dữ liệu ở lược đồ { $version }.
doctor-database-empty = Cơ sở dữ liệu còn trống. `python -m bot run` sẽ tạo khi khởi động.
doctor-database-old = Cơ sở dữ liệu ở lược đồ { $there }; `python -m bot run` sẽ nâng lên { $ours } khi khởi động.
doctor-clock = Đồng hồ chạy đúng.
doctor-clock-wrong = Đồng hồ lệch { $seconds } giây. Hãy để hệ thống tự chỉnh (ví dụ: timedatectl set-ntp true).
doctor-nowhere = Laurel chưa ở máy chủ nào. Hãy mời: { $url }
doctor-community = { $community }: mọi thứ đều ổn.
doctor-channel-gone = { $community }: kênh { $purpose ->
    [announcements] thông báo chung không còn. Hãy chọn kênh khác bằng /settings announcements.
   *[notices] nhắc quản lý không còn. Hãy chọn kênh khác bằng /settings notices.
}
doctor-channel-closed = { $community }: trong #{ $channel }, Laurel thiếu quyền { $permissions }. Hãy cấp tại đó: Chỉnh sửa kênh → Quyền → Laurel.
doctor-cannot-give-roles = { $community }: huy hiệu có kèm vai trò, nhưng Laurel thiếu quyền “Quản lý vai trò”. Hãy cấp: Cài đặt máy chủ → Vai trò → Laurel.
doctor-role-too-high = { $community }: vai trò “{ $role }” của một huy hiệu nằm trên vai trò của Laurel. Hãy kéo vai trò của Laurel lên trên: Cài đặt máy chủ → Vai trò.
doctor-role-gone = { $community }: vai trò của huy hiệu “{ $reward }” không còn. Hãy chọn vai trò khác bằng /reward edit.
doctor-managers-blind = { $community }: quản lý có vai trò “{ $role }” không thấy các lệnh dành cho quản lý. Hãy cho hiện: Cài đặt máy chủ → Tích hợp → Laurel.
doctor-events-lost = { $community }: hoạt động nhiều hơn mức Laurel kịp lưu. Trong tuần qua có { $count } tin nhắn và cảm xúc chưa được tính. Ổ đĩa nhanh hơn hoặc PostgreSQL sẽ giúp ích.
