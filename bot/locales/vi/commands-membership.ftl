command-settings-memberships = Xem hoặc gắn vai trò với gói hội viên hoặc khóa học
command-settings-memberships-role = Vai trò cần gắn; bỏ trống để xem những vai trò đã gắn
command-settings-memberships-means = Gắn vai trò này với gì; bỏ trống là gói hội viên
command-settings-memberships-name = Tên gói, hoặc ID của khóa học, bài học, bài kiểm tra hay chứng chỉ
