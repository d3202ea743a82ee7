inventory-code-expired = Mã này đã hết hạn trước khi được nhận nên không thể hiển thị nữa. Hãy hỏi quản lý nếu bạn thấy chưa đúng.
inventory-code-withdrawn = Quản lý đã thu hồi mã này. Hãy hỏi họ nếu bạn nghĩ mình vẫn được giữ.
