command-settings-memberships = Xem hoặc chọn vai trò nào là gói hội viên hay khóa học
command-settings-memberships-role = Vai trò; bỏ trống để xem những vai trò đã có ý nghĩa
command-settings-memberships-means = Nhận vai trò này nghĩa là gì; bỏ trống là gói hội viên
command-settings-memberships-name = Tên gói, hoặc mã của khóa học, bài học, bài kiểm tra hay chứng chỉ
