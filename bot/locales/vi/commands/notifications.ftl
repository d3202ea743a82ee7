command-notifications = Chọn những tin nhắn bạn nhận từ Laurel
