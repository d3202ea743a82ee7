error-not-a-manager = Lệnh này dành cho quản lý. Hãy nhờ ai đó có quyền *Quản lý máy chủ* thêm một vai trò của bạn bằng `/settings managers`.
error-not-a-server-manager = Chỉ người có quyền *Quản lý máy chủ* mới chọn được ai là quản lý. Hãy nhờ một người trong số họ.
error-not-a-person = Bot không thể nhận điểm hay phần thưởng. Hãy chọn một thành viên.
error-gone = Mục này không còn nữa. Hãy mở lại danh sách để xem những gì đang có.
error-no-such-day = **{ $day }**: không có ngày này. Hãy chọn ngày khác.
error-invalid-form = Có { $count } chỗ cần sửa. Chưa có gì được lưu:
error-not-here = Người này không có trên máy chủ nên chưa thể nhận gì. Những gì họ đang giữ vẫn được giữ lại cho đến khi họ quay lại.
