privacy-title = Dữ liệu của bạn
privacy-since = Có dữ liệu về bạn từ { $day }.
privacy-nothing = Chưa lưu gì về bạn.
privacy-counts = Phần thưởng: { $grants } · biến động điểm: { $entries } · mục nhật ký: { $audit }
privacy-profile-shown = Hồ sơ của bạn đang hiển thị với mọi người. Ẩn bằng `/privacy profile`.
privacy-profile-hidden = Hồ sơ của bạn đang được ẩn. Hiện lại bằng `/privacy profile`.
privacy-leaderboard-shown = Bạn đang hiện trên bảng xếp hạng. Ẩn bằng `/privacy leaderboard`.
privacy-leaderboard-hidden = Bạn đang ẩn khỏi bảng xếp hạng. Hiện lại bằng `/privacy leaderboard`.
privacy-never = Nội dung bạn viết không bao giờ được lưu. Tải dữ liệu của bạn về bằng `/privacy export`.
privacy-exported = Toàn bộ dữ liệu về bạn, dạng JSON. Không có các mã: chúng vẫn an toàn trong `/rewards`.
privacy-erase-title = Xóa dữ liệu của bạn ở đây?
privacy-erase-loses = Bạn có { POINTS($points, $currency) } và { $rewards ->
    [0] không có mã hay phiếu quà nào chưa dùng
   *[other] { $rewards } mã hoặc phiếu quà chưa nhận hay chưa dùng
}. Xóa là mất tất cả, không được hoàn lại.
privacy-erase-does = - Trong mọi thứ được giữ lại (huy hiệu, biến động điểm, ai đã làm gì và khi nào), một số ngẫu nhiên thay cho bạn.
    - Thuộc tính của bạn, những gì bạn đã nhập vào biểu mẫu, cài đặt của bạn và tin nhắn chưa gửi cho bạn sẽ bị xóa.
    - Phần thưởng mà mỗi thành viên chỉ nhận một lần sẽ không đến với bạn lần nữa.
    - Chừng nào bạn còn ở trên máy chủ này, Laurel vẫn biết bạn đang ở đây và có những vai trò nào.
    Việc này không thể hoàn tác.
privacy-erase-export = Trước khi xóa, hãy tải dữ liệu về bằng `/privacy export`.
privacy-erase-confirm = Xóa dữ liệu của tôi
privacy-erased = Dữ liệu của bạn đã được xóa. Từ đây bạn bắt đầu lại từ đầu.
