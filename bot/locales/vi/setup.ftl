setup-step = Bước { $number }/{ $count }. Bước nào không cần thì bỏ qua; mọi thứ đều sửa lại được sau.
setup-next = Tiếp
setup-back = Quay lại
setup-take = Thiết lập
setup-taken = Đã có

setup-time-title = Múi giờ
setup-time = Ngày và chuỗi ngày được tính theo múi giờ này.
setup-time-pick = Chọn múi giờ…
setup-time-other = Múi giờ khác
setup-time-name = Múi giờ
setup-time-hint = Một thành phố lớn hoặc quốc gia, ví dụ Hà Nội hay Peru.
setup-clock = ở đó đang là { $clock }

setup-channels-title = Kênh
setup-channels = Laurel nên thông báo huy hiệu mới cho mọi người ở đâu, và báo việc cần làm cho quản lý ở đâu? Với quản lý, hãy chọn kênh mà thành viên không thấy.
setup-channels-announcements = Thông báo cho mọi người…
setup-channels-notices = Tin báo cho quản lý…

setup-managers-title = Quản lý
setup-managers = Chọn vai trò được quản lý phần thưởng mà không cần quyền *Quản lý máy chủ*.
setup-managers-none = Chưa có vai trò nào.
setup-managers-more = Còn nữa: `/settings managers` hiển thị tất cả.
setup-managers-pick = Thêm vai trò quản lý…

setup-earning-title = Điểm
setup-earning = Thành viên nhận điểm khi hoạt động ở đây. Những việc được điểm:

setup-corners = Đây có vẻ là kênh dành cho bot hoặc để spam: { $channels }. Có nên không tính điểm ở đó không?
setup-corners-take = Không tính điểm ở đó
setup-corners-done = Từ nay { $count } nơi đó không được tính điểm. Sửa bất cứ lúc nào bằng `/points places`.
setup-goals-title = Mục tiêu
setup-goals = Mục tiêu bắt đầu lại mỗi tuần, tháng hoặc quý; thành viên xem tiến độ trong `/goals`.
setup-goal-made = Đã có: thành viên thấy trong `/goals`.

setup-workflows-title = Quy trình
setup-workflows = Quy trình tự động trao phần thưởng. Những gì quy trình cần sẽ được tạo cùng lúc.
setup-which-channel = Ở kênh nào?
setup-which-reward = Trao phần thưởng nào?
setup-new-reward = Tạo mới: { $name }
setup-workflow-made = **{ $name }** đang bật.
setup-reward-goal-badge = Người vượt mục tiêu
setup-about-reward-goal-badge = Dành cho ai hoàn thành mục tiêu.
setup-reward-course-voucher = Voucher khóa học
setup-about-reward-course-voucher = Dành cho ai hoàn thành khóa học.
setup-reward-welcome-coupon = Phiếu quà chào mừng
setup-about-reward-welcome-coupon = Lời cảm ơn vì bạn đã là hội viên.
setup-reward-best-of-month = Ngôi sao của tháng
setup-about-reward-best-of-month = Dành cho một trong ba hạng đầu bảng xếp hạng tháng.
setup-made-badge = Huy hiệu **{ $reward }** đã được tạo; thêm ảnh hoặc vai trò bằng `/reward edit`.
setup-made-voucher = Voucher **{ $reward }** đã được tạo.
setup-made-coupon = Phiếu quà **{ $reward }** đã được tạo. Thành viên cũng mua được trong `/store`; hãy đặt mô tả, giá và số lượng bằng `/reward edit`.
setup-gives = Quy trình này trao **{ $reward }**.
setup-codes = { $count ->
    [0] **Voucher này chưa có mã nào: hãy thêm bằng `/codes import`.**
   *[other] Voucher này có { $count } mã dùng được. Thêm mã bằng `/codes import`.
}

setup-end-title = Laurel đã sẵn sàng
setup-end-members = Giờ thành viên có thể:
    - xem điểm đổi được gì bằng `/store`, và đang giữ gì bằng `/rewards`
    - xem tiến độ bằng `/goals`, và ai dẫn đầu bằng `/leaderboard`
    - điểm danh mỗi ngày bằng `/daily` để giữ chuỗi ngày
setup-end-managers = Giờ bạn có thể:
    - tạo phần thưởng bằng `/reward create`, và trao bằng `/grant`
    - xem quy trình nào đang chạy bằng `/workflow list`, và kết quả bằng `/workflow runs`
    - cho chương trình của bạn báo khóa học và gói hội viên qua `/settings webhooks`, hoặc gắn vai trò bằng `/settings memberships`
