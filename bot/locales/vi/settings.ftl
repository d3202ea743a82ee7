settings-unknown-timezone = Không tìm thấy múi giờ nào tên “{ $given }”. Hãy gõ một thành phố lớn hoặc quốc gia gần bạn, ví dụ Hà Nội hoặc Nhật Bản, rồi chọn trong danh sách.
settings-which-timezone = “{ $given }” có thể là nhiều múi giờ: { $zones }. Hãy gõ thành phố gần bạn nhất.
settings-bad-currency = Hãy dùng tối đa { $most } chữ cái, chữ số hoặc emoji, ví dụ *sao*.
settings-bad-percent = Hãy nhập một số nguyên từ 0 đến 100.
