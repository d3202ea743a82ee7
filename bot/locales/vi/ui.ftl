# Buttons and pieces that all cards share
ui-previous = Trước
ui-next = Tiếp
ui-page = Trang { $page }/{ $pages }
ui-not-now = Để sau
ui-hint-name = Tối đa 80 ký tự; mỗi emoji của máy chủ tính là một.
ui-give-reason = Nêu lý do…
ui-nothing-changed = Được rồi, không có gì thay đổi.
ui-fix-it = Sửa lại
ui-points = { POINTS($amount, $currency) }
ui-left = { $units ->
    [0] đã hết
   *[other] còn { $units }
}
ui-sale = **{ POINTS($price, $currency) }** thay vì ~~{ POINTS($instead_of, $currency) }~~, giảm giá kết thúc { $until }
ui-unlimited = không giới hạn
ui-good-until = dùng được đến hết ngày { DATETIME($day, dateStyle: "long") }
ui-no-expiry = không hết hạn

# What can go wrong with anything
ui-not-in-a-server = Lệnh này không dùng được trong tin nhắn trực tiếp. Hãy dùng trong máy chủ.
ui-not-invited = Laurel chưa có trên máy chủ này nên ở đây chưa có phần thưởng. Hãy nhờ ai đó có quyền *Quản lý máy chủ* mời Laurel vào.
ui-not-a-member = Bạn không còn ở máy chủ đó. Phần thưởng của bạn vẫn được giữ: hãy tham gia lại để nhận lại chúng.
ui-too-old = Tin nhắn này thuộc phiên bản Laurel cũ và không còn dùng được. Hãy mở `/store` hoặc `/rewards`.
ui-command-changed = Lệnh này vừa được thay đổi. Hãy khởi động lại Discord (Ctrl+R trên máy tính) rồi thử lại; chưa có gì thay đổi.
ui-option-unreadable = Có một tùy chọn không đọc được. Hãy chọn trong danh sách hiện ra khi bạn gõ; chưa có gì thay đổi.
ui-closing = Laurel đang khởi động lại. Hãy thử lại sau một phút; chưa có gì thay đổi.
ui-too-slow-to-ask = Biểu mẫu mở hơi lâu nên Discord đã hủy. Bạn hãy thử lại một lần nữa.
ui-tried-on = Việc này lâu hơn bình thường. Laurel vẫn đang thử; bạn không cần bấm lại.
ui-database-away = Laurel tạm thời không truy cập được cơ sở dữ liệu. Sau một phút hãy xem đã xong chưa; nếu chưa, hãy thử lại: cùng một nút không bao giờ làm hai lần. (Mã tham chiếu { $reference })
ui-discord-away = Discord đang gặp trục trặc. Sau một phút hãy xem đã xong chưa; nếu chưa, hãy thử lại: cùng một nút không bao giờ làm hai lần. (Mã tham chiếu { $reference })
ui-discord-forbids = Discord không cho phép Laurel làm việc đó ở đây. Hãy nhờ người vận hành Laurel chạy `python -m bot doctor` để biết còn thiếu gì. (Mã tham chiếu { $reference })
ui-unexpected = Laurel gặp lỗi. Hãy thử lại; nếu vẫn lỗi, hãy đưa cho quản lý mã tham chiếu này: **{ $reference }**.
ui-form-kept = Những gì bạn đã nhập vẫn được giữ. Lát nữa hãy mở lại và gửi thêm một lần.
ui-file-too-large = “{ $name }” quá lớn. Hãy chọn tệp không quá { $most } MB.
ui-file-away = Discord không gửi được “{ $name }”. Hãy đính kèm lại.
ui-not-handed-over = Gửi tệp này mất quá nhiều thời gian. Hãy thử lại lần nữa.
ui-file-packed = Tệp quá lớn đối với Discord nên được nén thành tệp ZIP.
ui-file-part = Phần { $number }/{ $count }: tệp quá lớn để gửi một lần qua Discord. Hãy giải nén các phần rồi ghép lại theo thứ tự.

# Ai đã làm
ui-laurel = Laurel
ui-operator = người vận hành (tại dòng lệnh)
