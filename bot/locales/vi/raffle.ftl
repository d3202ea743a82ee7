# Thẻ của cuộc rút thăm
raffle-title = 🎟️ Rút thăm: { $reward }
raffle-units = { $units } phần thưởng
raffle-closes = Đóng { $at } ({ $left })
raffle-needs-role = Dành cho thành viên có { $role }
raffle-needs-days = Dành cho thành viên đã ở đây ít nhất { $days } ngày
raffle-time-to-accept = Người trúng có { $time } để nhận
raffle-days = { $count } ngày
raffle-hours = { $count } giờ
raffle-minutes = { $count } phút
raffle-entries = { $count ->
    [0] Chưa có ai tham gia
   *[other] { $count } lượt tham gia
}
raffle-entries-closed = { $count ->
    [0] Không có ai tham gia
   *[other] { $count } lượt tham gia
}
raffle-drawn = Đã rút thăm { $at }
raffle-cancelled = Đã hủy { $at }, không rút thăm
raffle-closed-early = { $manager } đã đóng sớm; lẽ ra kéo dài đến { $planned }
raffle-winners = **Người trúng**
raffle-number = số { $number }
raffle-may-accept = hạn nhận { $left }
raffle-nobody = Không ai trúng.
raffle-passed-over = Bị bỏ qua: { $lapsed ->
    [0] {""}
   *[other] { $lapsed } người không nhận kịp
}{ $passed ->
    [0] .
   *[other] { $lapsed ->
        [0] {""}
       *[other] {", "}
    }{ $passed } người không còn được trúng (đã rời đi, mất vai trò hoặc đã có đủ).
}
raffle-units-back = Phần không ai trúng không còn được để dành: { $why }
raffle-commitment = Kết quả được định bởi một chuỗi gốc bí mật. SHA-256 của nó: `{ $hash }`
raffle-seed = Chuỗi gốc: `{ $seed }`
    SHA-256 đã công bố từ đầu: `{ $hash }`
raffle-take-part = Tham gia
raffle-how = Rút thăm thế nào?
raffle-accept = Nhận thưởng

# Câu trả lời cho thành viên
raffle-entered = Bạn đã tham gia! Số của bạn là **{ $number }**. Nếu trúng, bạn sẽ có tin nhắn; hãy nhận thưởng kịp thời hạn.
raffle-entered-before = Bạn đã tham gia rồi. Số của bạn là **{ $number }**.
raffle-entered-erased = Bạn đã tham gia trước khi xóa dữ liệu. Lượt đó vẫn còn nhưng không còn tên bạn; không có lượt thứ hai.
raffle-over = Cuộc rút thăm này đã đóng. Hẹn bạn lần sau nhé!
raffle-role-missing = Cuộc rút thăm này dành cho thành viên có <@&{ $role }>.
raffle-role-gone = Vai trò mà cuộc rút thăm này yêu cầu đã bị xóa nên không ai tham gia được. Quản lý có thể mở cuộc khác.
raffle-too-new = Cuộc rút thăm này dành cho thành viên đã ở đây ít nhất { $days } ngày. Hẹn bạn lần sau nhé!
raffle-role-held = Bạn đã có <@&{ $role }> rồi, mà đó chính là phần thưởng ở đây. Hẹn bạn lần sau nhé!
raffle-not-drawn = Bạn không trúng trong cuộc rút thăm này. Chúc bạn may mắn lần sau!
raffle-accepted-too-late = Đã hết hạn nhận thưởng nên Laurel rút thăm người khác.
raffle-accepted = 🎉 **{ $reward }** là của bạn!
raffle-accepted-before = Bạn đã nhận **{ $reward }** rồi.
raffle-how-title = { $reward } được rút thế nào
raffle-how-rule = 1. Khi mở, một chuỗi gốc ngẫu nhiên được tạo ra. Trước lúc đóng chỉ công bố SHA-256 của nó, nên không ai đổi được.
    2. Các lượt tham gia được đánh số 1, 2, 3, … theo thứ tự vào. Ai đứng sau con số không ảnh hưởng gì.
    3. Mỗi số có một lá thăm: SHA-256 của chuỗi `chuỗi gốc:số`. Lá nhỏ nhất đứng đầu.
    4. { $units } người đầu tiên còn được phép trúng sẽ được hỏi. Ai không nhận kịp thì bị bỏ qua, người kế tiếp trong cùng thứ tự được hỏi.
raffle-how-check = Sau khi đóng, bạn tự kiểm tra được: `printf '%s' 'CHUỖI:SỐ' | sha256sum` cho ra lá thăm của một số.
raffle-how-secret = SHA-256 của chuỗi gốc: `{ $hash }`. Chuỗi gốc được công bố lúc đóng.
raffle-how-seed = Chuỗi gốc: `{ $seed }`, SHA-256: `{ $hash }`
raffle-won = 🎉 Bạn đã trúng { $reward }!
raffle-won-how = Trong cuộc rút thăm ở **{ $server }**. Hãy bấm *Nhận thưởng* trước { $at } ({ $left }), nếu không Laurel sẽ rút thăm người khác.
raffle-won-number = Số của bạn là { $number }.
inventory-won = 🎉 Bạn đã trúng **{ $reward }** trong một cuộc rút thăm. Hãy nhận ngay: hết hạn { $left }.

# Những gì quản lý thấy
raffle-form = Cuộc rút thăm
raffle-field-units = Số phần thưởng
raffle-field-until = Cho tham gia đến khi nào
raffle-hint-until = Ví dụ 2030-12-24 18:00 theo múi giờ máy chủ, hoặc 3 ngày
raffle-field-days = Số ngày đã ở máy chủ
raffle-hint-days = Phải ở đây bao lâu; để trống nếu ai cũng được
raffle-field-accept = Thời hạn nhận thưởng
raffle-hint-accept = Ví dụ 12 giờ hoặc 2 ngày; để trống là 2 ngày
raffle-bad-units = **Số phần thưởng**: hãy nhập số nguyên từ { $least } đến { $most }.
raffle-bad-days = **Số ngày đã ở máy chủ**: hãy nhập số nguyên từ { $least } đến { $most }.
raffle-bad-until = **Đến khi nào**: hãy nhập ngày và giờ chưa đến, ví dụ 2030-12-24 18:00 ({ $zone }), hoặc còn bao lâu, ví dụ 12 giờ hay 3 ngày.
raffle-bad-accept = **Thời hạn nhận thưởng**: hãy viết như 12 giờ hoặc 2 ngày, từ 1 giờ đến 30 ngày.
raffle-of-codes = **{ $reward }** tự trao mã của một voucher, mà rút thăm thì không giữ lại mã đó được. Hãy đem chính voucher ấy ra rút thăm.
raffle-too-few-left = { $left ->
    [0] **{ $reward }** không còn phần nào để rút thăm, hoặc không mã nào còn hạn đến lúc người trúng nhận. Hãy thêm trước đã.
   *[other] **{ $reward }** chỉ còn { $left } phần để rút thăm. Hãy giảm bớt, hoặc thêm trước đã.
}
raffle-open = Mở cuộc rút thăm
raffle-open-means = Thẻ sẽ được đăng ở { $channel }. Phần thưởng được để dành cho đến khi cuộc rút thăm kết thúc.
raffle-opened = Cuộc rút thăm **{ $reward }** đã mở ở { $channel }.
raffle-opened-end = Kết thúc sớm bằng `/raffle end`; xem tất cả bằng `/raffle list`.
raffle-label = { $reward } · { $units } phần · { $entries } lượt tham gia
raffle-which = { $count ->
    [0] Không có cuộc rút thăm “{ $given }” nào đang diễn ra. `/raffle list` liệt kê mọi cuộc.
   *[other] Có { $count } cuộc rút thăm **{ $given }** đang diễn ra. Hãy chọn một gợi ý, hoặc chọn trong `/raffle list`.
}
raffle-end = Kết thúc ngay…
raffle-end-question = Kết thúc cuộc rút thăm { $reward }?
raffle-end-means = { $count ->
    [0] Chưa có ai tham gia.
   *[other] Có { $count } lượt tham gia.
    } Cuộc này tự đóng { $at }. *Rút ngay* sẽ rút trong số người đã tham gia; *Hủy cuộc rút thăm* thì không rút ai. Cách nào thì thẻ và `/audit` cũng ghi rõ là bạn làm.
raffle-draw-now = Rút ngay
raffle-cancel = Hủy cuộc rút thăm
raffle-state-open = đang mở, đóng { $when }
raffle-state-drawn = đã rút { $when }, chờ người trúng nhận
raffle-state-ended = đã kết thúc, đóng { $when }
raffle-state-cancelled = đã hủy { $when }
raffle-list-title = { $count } cuộc rút thăm
raffle-list-pick = Mở một cuộc…
raffle-list-empty = Chưa có cuộc rút thăm nào. Hãy tạo bằng `/raffle create`.
