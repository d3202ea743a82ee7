# What `doctor` finds
doctor-token = Token hoạt động: đây là { $name }.
doctor-intent = Laurel xem được danh sách thành viên (“Server Members Intent” đang bật).
doctor-intent-missing = “Server Members Intent” đang tắt. Hãy bật tại discord.com/developers, trong ứng dụng của bạn, mục Bot.
doctor-database = Cơ sở dữ liệu ở lược đồ { $version }.
doctor-database-empty = Cơ sở dữ liệu còn trống. `python -m bot run` sẽ tạo khi khởi động.
doctor-database-old = Cơ sở dữ liệu ở lược đồ { $there }; `python -m bot run` sẽ nâng lên { $ours } khi khởi động.
doctor-database-too-new = Cơ sở dữ liệu được ghi bởi một bản Laurel mới hơn (lược đồ { $there }; bản này chỉ biết đến { $ours }), nên Laurel sẽ không khởi động. Hãy cập nhật Laurel, hoặc khôi phục bản sao lưu cũ hơn.
doctor-database-damaged = Tệp cơ sở dữ liệu bị hỏng, hoặc DATABASE_URL chỉ tới một tệp không phải cơ sở dữ liệu ({ $reason }). Hãy dừng Laurel và thay bằng bản sao lưu mới nhất trong BACKUP_DIR; xem mục “Restore” trong README.md.
doctor-database-away = Hiện không dùng được cơ sở dữ liệu ({ $reason }). Hãy kiểm tra DATABASE_URL, dung lượng đĩa, và xem có tiến trình nào khác đang khóa nó không.
doctor-postgres = PostgreSQL { $version } cho phép { $connections } kết nối. Mỗi tiến trình mở tối đa { $pool } kết nối, nên đủ chỗ cho { $processes } tiến trình.
doctor-postgres-few = PostgreSQL { $version } chỉ cho phép { $connections } kết nối, trong khi một tiến trình mở tối đa { $pool }. Hãy tăng max_connections (hoặc giới hạn của vai trò hay cơ sở dữ liệu này), hoặc đặt PgBouncer ở giữa; xem docs/scaling.md.
doctor-postgres-old = PostgreSQL { $version } cũ hơn { $oldest }, bản cũ nhất mà Laurel đã được thử. Hãy nâng cấp máy chủ.
doctor-pooler-transaction = Một trình gộp kết nối, chẳng hạn PgBouncer, đứng trước PostgreSQL { $version } và cho mượn kết nối theo từng giao dịch. Laurel đã nhận ra: ở đó Laurel không giữ câu lệnh chuẩn bị sẵn hay thiết lập nào. Có bao nhiêu kết nối là do trình gộp quyết định (default_pool_size).
doctor-pooler-session = Một trình gộp kết nối, chẳng hạn PgBouncer, đứng trước PostgreSQL { $version } và cho mượn kết nối suốt thời gian một tiến trình chạy, nên không tiết kiệm được gì: mỗi tiến trình chiếm tới { $pool } kết nối. Hãy đặt pool_mode = transaction trong pgbouncer.ini; xem docs/scaling.md.
doctor-pooler-too-few = Một trình gộp kết nối, chẳng hạn PgBouncer, đứng trước PostgreSQL { $version } và không có kết nối cho giao dịch thứ hai cùng lúc. Hãy tăng default_pool_size trong pgbouncer.ini; xem docs/scaling.md để biết nên đặt bao nhiêu.
doctor-letters = Trong hình, tên tiếng Ả Rập và Do Thái bị viết ngược, cờ và emoji ghép bị tách rời, vì thiếu một thư viện. Hãy cài libfribidi0 (Debian, Ubuntu) hoặc fribidi (hệ khác), rồi khởi động lại Laurel.
doctor-open-to-others = Người khác trên máy này xem được { $path }. Hãy chặn lại: chmod go= "{ $path }"
doctor-clock = Đồng hồ chạy đúng.
doctor-clock-wrong = Đồng hồ lệch { $seconds } giây. Hãy để hệ thống tự chỉnh (ví dụ: timedatectl set-ntp true).
doctor-shards = Tiến trình này có { $ours } trên { $count } shard (Discord đề nghị { $shards }); hôm nay còn { $remaining } trên { $total } lần kết nối.
doctor-shards-too-few = Laurel đang ở { $communities } máy chủ, mà Discord chỉ cho 2.500 máy chủ mỗi shard. Hãy đặt SHARD_COUNT từ { $shards } trở lên, hoặc bỏ trống.
doctor-webhooks = Webhook đang bật; chương trình khác gọi { $address }.
doctor-webhooks-off = Webhook đang tắt. Để nhận webhook, hãy đặt WEBHOOK_BIND.
doctor-backup = Bản sao lưu mới nhất trong { $folder } được tạo { $days ->
    [0] trong 24 giờ qua
   *[other] { $days } ngày trước
}.
doctor-backup-none = Cơ sở dữ liệu được sao lưu vào { $folder } mỗi đêm; chưa có bản nào.
doctor-backup-off = Không có bản sao lưu hằng đêm vì BACKUP_KEEP là 0.
doctor-backup-old = Bản sao lưu mới nhất trong { $folder } đã cũ { $days } ngày. Nếu Laurel vẫn chạy, log của Laurel cho biết lý do (backup.failed).
doctor-backup-closed = Không ghi được bản sao lưu vào { $folder }. Hãy cho Laurel quyền ghi vào thư mục đó, hoặc đặt BACKUP_DIR sang thư mục khác.
doctor-nowhere = Laurel chưa ở máy chủ nào. Hãy mời: { $url }
doctor-community = { $community }: mọi thứ đều ổn.
doctor-community-closed = { $community }: Discord không cho Laurel xem ở đó (mã { $code }). Hãy mời lại bằng liên kết trong README.md.
doctor-channel-gone = { $community }: kênh { $purpose ->
    [announcements] thông báo chung không còn. Hãy chọn kênh khác bằng /settings announcements.
   *[notices] báo cho quản lý không còn. Hãy chọn kênh khác bằng /settings notices.
}
doctor-channel-closed = { $community }: trong #{ $channel }, Laurel thiếu quyền { $permissions }. Hãy cấp tại đó: Chỉnh sửa kênh → Quyền → Laurel.
doctor-cannot-give-roles = { $community }: có phần thưởng, hạng hoặc quy trình kèm vai trò, nhưng Laurel thiếu quyền “Quản lý vai trò”. Hãy cấp: Cài đặt máy chủ → Vai trò → Laurel.
doctor-role-too-high = { $community }: vai trò “{ $role }” của { $by ->
    [tier] một hạng
    [workflow] quy trình “{ $name }”
   *[reward] phần thưởng “{ $name }”
} cao hơn vai trò của Laurel. Hãy kéo vai trò của Laurel lên trên: Cài đặt máy chủ → Vai trò.
doctor-role-gone = { $community }: vai trò của { $by ->
    [tier] hạng thứ { $name } không còn. Hãy lấy vai trò khác làm hạng bằng /settings tiers.
    [workflow] quy trình “{ $name }” không còn. Hãy chọn vai trò khác bằng /workflow edit.
   *[reward] phần thưởng “{ $name }” không còn. Hãy chọn vai trò khác bằng /reward edit.
}
doctor-managers-blind = { $community }: quản lý có vai trò “{ $role }” không thấy các lệnh dành cho quản lý. Hãy cho phép tại: Cài đặt máy chủ → Tích hợp → Laurel.
doctor-events-lost = { $community }: hoạt động nhiều hơn mức Laurel kịp lưu. Trong tuần qua có { $count } tin nhắn và biểu cảm chưa được tính. Ổ đĩa nhanh hơn hoặc PostgreSQL sẽ giúp ích.
