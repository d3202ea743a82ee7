reason-label = Lý do
reason-hint = Người đang giữ sẽ đọc được, và lý do được lưu trong /audit.
