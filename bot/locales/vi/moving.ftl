# Files that cannot be read
moving-not-json = Từ dòng { $line } tệp không còn đúng nữa: nó bắt đầu như JSON nhưng không trọn vẹn. Hãy xuất lại tệp rồi thử lại. Chưa nhập gì cả.
moving-not-readable = Không đọc được dòng { $line }. Hãy đưa tệp dạng JSON hoặc CSV (trong bảng tính: *CSV UTF-8*). Chưa nhập gì cả.
moving-nothing-in-it = Tệp này không có gì để nhập.
moving-too-deep = Tệp này lồng nhau quá sâu nên không thể là tệp xuất điểm. Chưa nhập gì cả.
moving-too-many-values = Tệp này quá lớn để đọc một lần. Hãy chia nhỏ, hoặc mỗi lần đưa ít trang hơn. Chưa nhập gì cả.
moving-unknown-format = Laurel không biết loại tệp này. Laurel đọc được tệp xuất của: { $formats }. CSV có hai cột ID và POINTS thì luôn đọc được.
moving-unclear-format = Tệp này có thể đến từ nhiều bot: { $formats }. Hãy chạy lại lệnh và chọn định dạng.
moving-not-that-format = Tệp này không giống tệp của { $formats }. Hãy bỏ trống định dạng, Laurel sẽ tự nhận ra.
moving-mixed-formats = Các tệp này không cùng một loại ({ $formats }). Hãy nhập từng bot một.
moving-not-this-server = Tệp này là của các máy chủ khác ({ $servers }), không phải của máy chủ này. Chưa nhập gì cả.
moving-gone = Lần nhập này đã bị hủy, hoặc đã quá một ngày. Chưa nhập gì cả. Hãy bắt đầu lại bằng `/points import`.
moving-not-ready = Lựa chọn cho lần nhập này vừa thay đổi. Hãy xem bản xem trước mới nhất rồi xác nhận ở đó.
moving-bad-rate = Hãy viết tỷ lệ là một số hoặc phân số lớn hơn 0, như 2, 0.5 hoặc 1/100.
moving-bad-cap = Mức tối đa cho một thành viên là số nguyên từ 1 đến { $most }.

# The preview
moving-format-amaribot = AmariBot
moving-format-csv = tệp CSV
moving-format-lurkr = Lurkr
moving-format-mee6 = MEE6
moving-format-mee6_csv = MEE6 (CSV)
moving-format-plain = danh sách ID và XP
moving-format-red_backup = Red (bản sao lưu ngân hàng)
moving-format-red_bank = Red (ngân hàng)
moving-format-red_levelup = Red (LevelUp)
moving-format-tatsu = Tatsu
moving-format-unbelievaboat = UnbelievaBoat
moving-format-yagpdb = YAGPDB
moving-format-zealy = Zealy
moving-money-xp = XP
moving-money-points = điểm
moving-money-lifetime = điểm tích lũy
moving-money-balance = số dư
moving-money-cash = tiền mặt
moving-money-bank = tiền trong ngân hàng
moving-money-score = điểm số
moving-reading = Đang đọc **{ $file }**: đã xong { $accounts } thành viên …
moving-preparing = Đang tính bản xem trước: đã xong { $accounts } mục …
moving-title = Nhập điểm từ { $format }
moving-file = { $file } · { $accounts } mục
moving-back = Quay lại
moving-file-without = { $file } không có thành viên nào có điểm nên không có gì để nhập; nhưng hãy xem bên dưới tệp còn có gì.
moving-done-already = ⚠️ **Tệp này đã được nhập.** Nhập lần nữa thì ai cũng được cộng hai lần, nên không thể nhập lại. Muốn nhập lại, hãy hoàn tác lần nhập trước (`/points history`).
moving-again = ⚠️ { $count } người trong số này đã nhận điểm từ một lần nhập cùng loại. { $mode ->
    [set] *Đặt* sẽ đưa ví của họ về đúng các con số bên dưới.
   *[add] Họ sẽ được cộng **thêm** số điểm này. Muốn ví của họ đúng bằng các con số bên dưới, hãy bấm *Đặt thay vì cộng*.
}
moving-not-synced = ⚠️ Laurel vẫn đang tìm hiểu xem ai đang ở đây, nên lúc này có người bị tính là không ở đây. Hãy bấm *Xem lại* sau một phút, trước khi nhập: hạng chỉ cấp vai trò cho thành viên mà Laurel biết là đang ở đây.
moving-too-large-hint = ⚠️ Có { $count } số quá lớn. Hãy đặt tỷ lệ, như 1/100, hoặc mức tối đa để nhập được.
moving-people = Nhập cho **{ $present }** thành viên đang ở đây{ $absent ->
    [0] .
   *[other] {" "}và **{ $absent }** người không ở đây: điểm của họ chờ họ trở lại.
}
moving-line-out = bỏ qua: { $count } ({ $reason })
moving-line-in = được nhập khác đi: { $count } ({ $reason })
moving-terms = { $mode ->
    [set] **Đặt**: ví được đưa về đúng con số trong tệp, dù tăng hay giảm
   *[add] **Cộng**: con số trong tệp được cộng vào điểm hiện có
} · tỷ lệ { $rate } · { $cap ->
    [0] không có mức tối đa
   *[other] mỗi người nhiều nhất { $cap }
}
moving-total-earn = Điểm tích lũy: { POINTS($before, $currency) } → **{ POINTS($after, $currency) }** ({ $sign }{ $change })
moving-total-spend = Điểm để tiêu: { POINTS($before, $currency) } → **{ POINTS($after, $currency) }** ({ $sign }{ $change })
moving-fraction = Do làm tròn xuống, tổng cộng mất { $lost }.
moving-largest = **Nhiều nhất**
moving-largest-line = { $member }: { $points }
moving-not-here = { $name } (không ở đây)
moving-feeds = Đưa { $money } vào đâu:
moving-feeds-both = Cả hai: tích lũy và để tiêu
moving-feeds-spend = Chỉ điểm để tiêu
moving-feeds-earn = Chỉ điểm tích lũy
moving-feeds-none = Bỏ qua
moving-import = Nhập
moving-set-terms = Tỷ lệ và mức tối đa
moving-switch-set = Đặt thay vì cộng
moving-switch-add = Cộng thay vì đặt
moving-look-again = Xem lại
moving-cancel = Hủy
moving-rate = Số điểm cho mỗi đơn vị trong tệp
moving-rate-hint = Như 1, 0.5 hoặc 1/100. Làm tròn xuống cho từng người.
moving-cap = Nhiều điểm nhất cho một thành viên
moving-cap-hint = Ai có nhiều hơn thì được chừng này. Bỏ trống: không giới hạn.
moving-cancelled = Đã hủy. Chưa nhập gì cả.
moving-rejects = Các mục này bị bỏ qua hoặc được nhập khác đi, mỗi mục kèm lý do.
moving-rejects-failed = Không gửi được tệp các mục bị bỏ qua. Bản xem trước ở trên vẫn dùng được. Hãy chạy lại lệnh nhập để nhận tệp.
moving-reason-no-id = không có tài khoản Discord
moving-reason-bad-id = không phải ID Discord
moving-reason-mangled-id = ID bị bảng tính làm tròn; hãy định dạng cột đó là văn bản rồi xuất lại
moving-reason-bad-amount = số điểm không phải là số
moving-reason-unclear-amount = có thể là hàng nghìn hoặc số lẻ; hãy viết không có dấu ngăn cách
moving-reason-twice = xuất hiện hai lần; mục đầu được tính
moving-reason-bot = là bot
moving-reason-too-large = số quá lớn
moving-reason-negative = số âm, được nhập là 0
moving-reason-capped = nhiều hơn mức tối đa, được nhập bằng mức đó
moving-reason-endless = vô hạn, được nhập bằng mức tối đa

# What came of it
moving-done-title = Đã nhập điểm từ { $format }
moving-done-members = { $changed } thành viên có điểm mới{ $unchanged ->
    [0] .
   *[other] , { $unchanged } người đã có sẵn.
}
moving-done-earn = Điểm tích lũy: **+{ POINTS($added, $currency) }**{ $taken ->
    [0] {""}
   *[other] , **−{ POINTS($taken, $currency) }**
}
moving-done-spend = Điểm để tiêu: **+{ POINTS($added, $currency) }**{ $taken ->
    [0] {""}
   *[other] , **−{ POINTS($taken, $currency) }**
}
moving-proof = Tệp × tỷ lệ { NUMBER($asked, maximumFractionDigits: 2) } − bỏ qua, giới hạn hoặc làm tròn { NUMBER($lost, maximumFractionDigits: 2) } = { $points }
moving-done-quietly = Không ai nhận tin nhắn. Vai trò của các hạng được trao lần lượt. Người không ở đây thấy điểm khi trở lại.

# Tiers and coupons
moving-show-tiers = { $count } vai trò theo cấp…
moving-show-coupons = { $count } món trong cửa hàng…
moving-tiers-title = Vai trò theo cấp thành hạng
moving-tier-line = { $role } · cấp { $level } · { $state ->
    [known] đã là một hạng
    [unknown] chưa ai đạt cấp này, hãy đặt bằng `/settings tiers`
   *[new] từ { POINTS($threshold, $currency) }{ $estimated ->
        [yes] {" "}(*ước tính*)
       *[no] {""}
    }
}
moving-tiers-how = Mốc điểm theo tỷ lệ của lần nhập này. Thành viên đủ điểm lần lượt nhận vai trò, dù bạn tạo hạng trước hay sau khi nhập. Bạn có thể đổi từng hạng bằng `/settings tiers`.
moving-make-tiers = Tạo { $count } hạng
moving-tiers-made = { $count ->
    [0] { $refused ->
        [0] Các hạng này đã có sẵn. Xem bằng `/settings tiers`.
       *[other] Không tạo được hạng nào.
    }
   *[other] Đã tạo { $count } hạng. Xem bằng `/settings tiers`.
}
moving-coupons-title = Món trong cửa hàng thành phiếu quà
moving-coupon-line = **{ $name }** · { POINTS($cost, $currency) } · { $limit ->
    [no] ở đó không giới hạn
   *[yes] còn { $stock }
}{ $left ->
    [none] {""}
   *[other] {" "}· không nhập được: { $left }
}
moving-left-gives-roles = các vai trò khác ({ $roles }), vì phiếu quà chỉ tặng một
moving-left-asks-roles = nhiều vai trò bắt buộc ({ $roles }), vì phiếu quà chỉ đòi một
moving-left-asks-balance = số dư mà người mua phải có
moving-left-asks-items = món mà người mua phải có
moving-left-answers = câu trả lời riêng của món
moving-left-takes-roles = gỡ vai trò
moving-left-gives-money = cộng tiền
moving-left-takes-money = trừ tiền
moving-left-gives-items = tặng món khác
moving-left-takes-items = lấy lại món khác
moving-left-other = một việc hoặc điều kiện khác
moving-coupons-how = Chúng trở thành bản nháp theo tỷ lệ của lần nhập này: không ai thấy cho đến khi bạn đăng bằng `/reward publish`.
moving-make-coupons = Tạo { $count } bản nháp
moving-coupons-made = { $count ->
    [0] { $refused ->
        [0] Các phần thưởng này đã có sẵn. Xem bằng `/reward list`.
       *[other] Không tạo được bản nháp nào.
    }
   *[other] Đã tạo { $count } bản nháp. Xem bằng `/reward list`.
}
moving-not-made = Chưa tạo: { $name }. { $reason }
moving-there-already = Đã có sẵn: { $name }
moving-made-without = Đã tạo nhưng không kèm vai trò: { $name }. { $reason }
moving-more = … và { $count } mục nữa
moving-stock-title = Số lượng của món không giới hạn
moving-stock = Số lượng mỗi món không giới hạn
moving-stock-hint = Phiếu quà có số lượng. Bỏ trống: quyết định trước khi đăng.
