settings-unknown-timezone = Không có múi giờ nào tên “{ $given }”. Hãy chọn trong danh sách, ví dụ Asia/Ho_Chi_Minh hoặc Europe/Berlin.
settings-bad-currency = Tên gồm tối đa { $most } ký tự thông thường, ví dụ *sao*.
settings-bad-percent = Hãy nhập một số nguyên từ 0 đến 100.
