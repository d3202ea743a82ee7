settings-admin-saved = Đã lưu.

settings-admin-timezone = Múi giờ là **{ $zone }**. Ở đó bây giờ là { $clock }, hôm nay là { $today }; hạn dùng kết thúc lúc nửa đêm theo múi giờ này.
settings-admin-timezone-ahead = Múi giờ là **{ $zone }**, ở đó bây giờ là { $clock }. Máy chủ này đã sang ngày { $today } và ngày không lùi lại: vẫn tính là { $today } cho đến khi ngày đó kết thúc theo múi giờ này.
settings-admin-timezone-how = Đổi bằng `/settings timezone zone:`.
settings-admin-mode-dual = Hai số dư: điểm tích lũy và điểm để tiêu
settings-admin-mode-single = Một số dư: điểm để tiêu
settings-admin-wallet-dual = Thành viên thấy **hai số dư**: điểm tích lũy từ trước đến nay và điểm để tiêu.
settings-admin-wallet-single = Thành viên thấy **một số dư**: điểm để tiêu. Điểm tích lũy vẫn được ghi nhận.
settings-admin-wallet-how = Đổi bằng `/settings wallet mode:`.
settings-admin-currency = Điểm ở đây được gọi là **{ $name }**: { POINTS(25, $currency) }.
settings-admin-currency-none = Điểm ở đây chưa có tên riêng. Hãy đặt tên bằng `/settings currency name:`.
settings-admin-currency-reset = Bỏ tên riêng
settings-admin-announcements = Huy hiệu mới được thông báo ở { $channel }.
settings-admin-announcements-none = Huy hiệu mới không được thông báo. Hãy chọn kênh bằng `/settings announcements channel:`.
settings-admin-announcements-off = Ngừng thông báo
settings-admin-notices = Những việc cần quản lý xử lý được báo ở { $channel }.
settings-admin-notices-none = Quản lý không được báo những việc cần xử lý. Hãy chọn kênh bằng `/settings notices channel:`.
settings-admin-notices-pool = { $percent ->
    [0] Quản lý được báo khi một voucher đã hết mã.
   *[other] Quản lý được báo khi một voucher chỉ còn { $percent }% số mã đã nhập.
}
settings-admin-notices-waiting-on = Khi một thành viên không nhận tin nhắn trực tiếp, Laurel báo trong kênh thông báo rằng có phần thưởng đang chờ họ.
settings-admin-notices-waiting-off = Khi một thành viên không nhận tin nhắn trực tiếp, phần của họ chờ trong `/rewards` và không có gì được báo công khai. Đổi bằng `/settings notices tell_in_public:`.
settings-admin-notices-off = Ngừng báo
settings-admin-pictures-on = Laurel trả lời bằng **hình ảnh**: hồ sơ, huy hiệu, mục tiêu, bảng xếp hạng và số liệu. Ai thích chữ hơn có thể chọn trong `/notifications`.
settings-admin-pictures-off = Laurel **chỉ trả lời bằng chữ**. Muốn có hình hồ sơ, huy hiệu, mục tiêu, bảng xếp hạng và số liệu, hãy dùng `/settings pictures show:`.
settings-admin-missing-badges-on = Bộ sưu tập vẽ đường viền của những huy hiệu mà thành viên **chưa có**.
settings-admin-missing-badges-off = Bộ sưu tập chỉ có những huy hiệu mà thành viên đã nhận. Muốn vẽ đường viền những huy hiệu còn thiếu, hãy dùng `/settings pictures missing_badges:`.
settings-proxies = Bot đăng lại được tin cậy: { $bots }
settings-proxies-none = Chưa có bot đăng lại nào được tin cậy. Hãy thêm bằng `/settings proxies add:`.
settings-proxies-how = Bot đăng lại xóa tin nhắn của thành viên rồi đăng lại dưới tên khác. Nếu một bot trong số này làm vậy trong vòng 10 giây, thành viên vẫn giữ điểm của tin nhắn.
settings-proxy-no-bot = **add**: <@{ $user }> không phải là bot. Hãy chọn chính bot đăng lại.
settings-proxy-too-many = **add**: mỗi máy chủ chỉ tin cậy được tối đa { $most } bot đăng lại. Hãy bỏ bớt một bot trước.
settings-admin-managers = Ai có quyền *Quản lý máy chủ* hoặc vai trò { $roles } đều là quản lý.
settings-admin-managers-none = Ai có quyền *Quản lý máy chủ* đều là quản lý. Hãy thêm vai trò bằng `/settings managers add:`.
settings-admin-managers-where = Mặc định, Discord chỉ hiện lệnh của quản lý cho người có quyền *Quản lý máy chủ*. Quản trị viên có thể cho một vai trò thấy chúng: mở **Cài đặt máy chủ → Tích hợp → Laurel**, thêm vai trò rồi cho phép.
settings-admin-managers-blind = Chưa được thêm ở đó nên chưa thấy hết các lệnh: { $roles }
settings-admin-managers-all-see = Tất cả các vai trò này đều thấy các lệnh.
settings-admin-managers-everybody = Như vậy thì ai cũng là quản lý. Hãy chọn một vai trò mà chỉ quản lý mới có.
settings-admin-language-name = { LANGUAGE($value) }
settings-admin-language = Tin công khai được viết bằng **{ $language ->
    [en] tiếng Anh
    [vi] tiếng Việt
   *[other] { LANGUAGE($language) }
}**. Câu trả lời riêng theo ngôn ngữ Discord của từng thành viên.
settings-admin-language-how = Đổi bằng `/settings language language:`.

settings-admin-cannot-post = Laurel không thể đăng ở { $channel } vì thiếu quyền { $missing }. Hãy cho phép trong cài đặt của kênh rồi thử lại.
settings-admin-may-read-messages = *Xem kênh*
settings-admin-may-send-messages = *Gửi tin nhắn*
settings-admin-may-attach-files = *Đính kèm tệp*
settings-admin-may-embed-links = *Nhúng liên kết*
settings-admin-thanks = Ai được cảm ơn bằng `/thanks` sẽ nhận **{ POINTS($points, $currency) }**.
settings-admin-thanks-limits = Trong một ngày, mỗi thành viên có thể cảm ơn { $quota } người khác và được cảm ơn tối đa { $cap } lần. Ai đã cảm ơn ai được ghi trong `/audit`, chỉ quản lý xem được.
settings-admin-thanks-none = Thành viên chưa thể cảm ơn nhau. Bật bằng `/settings thanks points:`.
settings-admin-thanks-off = Tắt cảm ơn
settings-bad-thanks = Hãy nhập một số nguyên từ { $least } đến { $most }.
settings-leaderboard-title = ### Bảng xếp hạng được đăng khi hết kỳ
settings-leaderboard-posted = **{ $span ->
    [week] Mỗi tuần
    [quarter] Mỗi quý
   *[other] Mỗi tháng
}** ở { $channel }: { $places } hạng đầu
settings-leaderboard-not-posted = **{ $span ->
    [week] Mỗi tuần
    [quarter] Mỗi quý
   *[other] Mỗi tháng
}**: không đăng
settings-leaderboard-how = Chọn bằng `/settings leaderboard period: channel:`. Bài được đăng vài phút sau khi kết thúc, và không ai bị ping. Muốn có giải thưởng, hãy dùng quy trình “Ba người đứng đầu tháng”.
settings-leaderboard-stop = Ngừng
settings-leaderboard-channel-needed = **Kênh**: hãy chọn nơi đăng.
settings-leaderboard-bad-places = **Số hạng**: hãy nhập một số nguyên từ 1 đến { $most }.
