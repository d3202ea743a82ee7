# Tên các mục mà nhiều phần cùng có trong biểu mẫu (Discord cho phép 45 ký tự)
workflow-field-channel = Kênh
workflow-field-conditions = Các điều kiện
workflow-field-days = Số ngày
workflow-field-event = Liên kết hoặc ID sự kiện
workflow-field-go_on = Làm tiếp nếu không thực hiện được
workflow-field-id = ID khóa học, bài học hoặc bài kiểm tra
workflow-field-name = Tên thuộc tính
workflow-field-plan = Tên gói
workflow-field-points = Số điểm
workflow-field-reward = Phần thưởng
workflow-field-role = Vai trò
workflow-field-text = Nội dung
workflow-field-tier = Hạng của gói hội viên
workflow-field-value = Giá trị
