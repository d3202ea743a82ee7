command-notifications = Chọn những tin nhắn bạn nhận từ Laurel, và có kèm hình ảnh hay không
