codes-admin-reading = Đang đọc **{ $file }**: đã xong { $rows } dòng …
codes-admin-preview-title = Mã cho **{ $reward }**
codes-admin-preview-rows = **{ $file }** có { $rows } dòng. { $new ->
    [0] { $asks ->
        [yes] Hãy chọn câu trả lời cho phần chưa rõ bên dưới trước.
       *[no] Không có mã nào mới nên không có gì để nhập.
    }
   *[other] Có { $new } mã mới. Mã chỉ được thêm sau khi bạn bấm *Nhập*.
}
codes-admin-verdict-new = **Mới: { $count }**
codes-admin-verdict-known = **Đã có: { $count }**
codes-admin-verdict-known-other-date = **Đã có với ngày khác, ngày cũ được giữ: { $count }**
codes-admin-verdict-elsewhere = **Đã có trong voucher khác nên bị bỏ qua: { $count }**
codes-admin-verdict-elsewhere-too = **Đã có trong voucher khác nhưng vẫn được nhập: { $count }**
codes-admin-verdict-twice = **Trùng trong tệp: { $count }**
codes-admin-verdict-expired = **Đã hết hạn: { $count }**
codes-admin-verdict-malformed = **Không đọc được: { $count }**
codes-admin-mangled = **Hãy xem lại: { $count } mã mới trông như đã bị bảng tính đổi thành số.** Chúng được nhập đúng như trong tệp. Nếu chưa đúng, hãy hủy, định dạng cột đó là văn bản rồi xuất lại tệp.
codes-admin-joined = **Hãy xem lại: { $count } dòng có phần trông như ngày nằm ngay sau mã (đầu tiên là dòng { $line }).** Tất cả được coi là mã. Nếu đó là ngày hết hạn, hãy hủy, đặt dấu phẩy giữa hai phần, ví dụ `CODE,2030-12-31`, rồi nhập lại tệp.
codes-admin-row = dòng { $line } · { $code } · { $day }
codes-admin-row-reason = dòng { $line } · { $code } · { $reason }
codes-admin-more = … và { $count } dòng nữa
codes-admin-rejects = Những dòng không được nhập nằm trong tệp đính kèm, mỗi dòng kèm lý do.
codes-admin-rejects-failed = Chưa gửi được tệp các dòng không được nhập. Bản xem trước ở trên vẫn đúng; hãy nhập lại tệp để nhận danh sách này.
codes-admin-flaw-no-code = không có mã
codes-admin-flaw-too-long = mã dài hơn { $most } ký tự
codes-admin-flaw-line-break = mã có ngắt dòng
codes-admin-flaw-unprintable = mã có ký tự không in được
codes-admin-flaw-no-date = không có ngày
codes-admin-flaw-bad-date = “{ $day }” không phải ngày; tốt nhất hãy ghi NĂM-THÁNG-NGÀY
codes-admin-flaw-no-such-day = lịch không có ngày “{ $day }”
codes-admin-flaw-unclear-date = “{ $day }” có thể là hai ngày khác nhau: hãy chọn ngày hay tháng đứng trước
codes-admin-flaw-bad-quotes = dấu ngoặc kép không khớp
codes-admin-reason-known = đã có
codes-admin-reason-known-other-date = đã có với ngày khác
codes-admin-reason-elsewhere = đã có trong voucher khác
codes-admin-reason-twice = đã có ở phía trên trong tệp
codes-admin-reason-expired = đã hết hạn
codes-admin-cancel = Hủy
codes-admin-import = Nhập
codes-admin-imported = Đã thêm { $added } mã vào **{ $reward }**. Sẵn sàng để trao: { $usable }.
codes-admin-cancelled = Chưa nhập mã nào.
codes-admin-marked = **Dấu của bảng tính: { $count }** Những mã này trong tệp có dạng ="00123" hoặc '00123. Chúng được nhập không kèm dấu, như dưới đây.
codes-admin-marked-kept = **Dấu của bảng tính: { $count }** Những mã này được nhập kèm cả dấu, như dưới đây.
codes-admin-marks-on = Giữ nguyên dấu
codes-admin-marks-off = Bỏ dấu
codes-admin-heading-on = Dòng đầu là tiêu đề
codes-admin-heading-off = Dòng đầu là mã
codes-admin-ask-code = **Cột nào chứa mã?**
codes-admin-ask-date = **Cột nào chứa ngày hết hạn?**
codes-admin-ask-order = **Với ngày như 3/10/2030: ngày hay tháng đứng trước?**
codes-admin-ask-fill = { $undated ->
    [0] **Mã không có ngày**
   *[other] **{ $undated } mã không có ngày. Chúng dùng được đến khi nào?**
}
codes-admin-column = Cột { $number }: { $name }
codes-admin-no-date-column = Không có cột nào: tệp không có ngày
codes-admin-order-day = Ngày trước: 3 tháng 10
codes-admin-order-month = Tháng trước: 10 tháng 3
codes-admin-fill-none = Không bao giờ hết hạn
codes-admin-fill-voucher = Cùng với voucher: đến { $day }
codes-admin-fill-chosen = Đến { $day }
codes-admin-fill-a-day = Một ngày chung cho tất cả …
codes-admin-fill-title = Mã không có ngày
codes-admin-fill-day = Dùng được đến
codes-admin-fill-bad-date = **Dùng được đến**: hãy viết theo dạng NĂM-THÁNG-NGÀY, ví dụ 2030-12-31.
codes-admin-fill-hint = Dạng NĂM-THÁNG-NGÀY, ví dụ 2030-12-31
codes-admin-elsewhere-too = Nhập cả mã có ở voucher khác
codes-admin-elsewhere-out = Bỏ qua mã có ở voucher khác
codes-admin-adding = Đang thêm mã vào **{ $reward }**: đã thêm { $added }/{ $wanted } …
codes-admin-look = Xem tiến độ
codes-admin-undo-import = Hoàn tác lần nhập này
codes-admin-undo-title = Hoàn tác việc nhập **{ $file }** vào **{ $reward }**?
codes-admin-undo-means = { $free ->
    [0] Không còn mã nào chưa trao.
   *[other] { $free } mã chưa trao sẽ bị xóa hẳn khỏi kho.
}{ $out ->
    [0] {""}
   *[other] {" "}{ $out } mã đã được trao hoặc đã hủy thì giữ nguyên.
}
codes-admin-undo = Hoàn tác
codes-admin-undoing = Đang lấy mã của **{ $file }** ra khỏi **{ $reward }**: đã lấy { $removed } mã …
codes-admin-undone = Đã hoàn tác việc nhập **{ $file }** vào **{ $reward }**: { $removed } mã đã rời kho. { $added ->
    [0] Chưa mã nào được trao.
   *[other] { $added } mã đã được trao hoặc đã hủy trước đó thì giữ nguyên.
} Sẵn sàng để trao: { $usable }.

codes-admin-state-available = còn trong kho
codes-admin-state-assigned = đã trao
codes-admin-state-claimed = đã nhận
codes-admin-state-expired = đã hết hạn
codes-admin-state-void = đã hủy
codes-admin-list-title = Mã của **{ $reward }**
codes-admin-usable = Sẵn sàng để trao: **{ $count }**
codes-admin-count = { $state }: { $count }
codes-admin-good-until = dùng được đến { $day }
codes-admin-none = Voucher này chưa có mã nào. Hãy nhập bằng `/codes import`.
codes-admin-none-such = Không có mã nào ở trạng thái đó. Bỏ trống trạng thái để xem tất cả.
codes-admin-exported = Các mã chưa trao của **{ $reward }** nằm trong tệp này. Hãy giữ kín: ai có mã đều dùng được. Nhật ký ghi lại việc bạn lấy tệp.
codes-admin-none-to-export = Voucher này không còn mã nào chưa trao nên không có gì để tải. Hãy thêm mã bằng `/codes import`, hoặc xem các mã đang ở đâu bằng `/codes list`.
codes-admin-void-title = Hủy hẳn { $code }?
codes-admin-void-form-title = Hủy mã
codes-admin-void-free = Chưa ai giữ mã này. Nó sẽ không bao giờ được trao.
codes-admin-void-held = Người đang giữ sẽ không xem được mã nữa và sẽ được báo. Nếu họ đã xem mã, hãy báo cả cho đối tác.
codes-admin-void = Hủy mã
codes-admin-voided = { $code } đã bị hủy.
codes-admin-holder-told = { $member } sẽ được báo.
codes-admin-import-choice = { $file } · { $day } · { $added } mã
codes-admin-import-codes = Nhập mã
codes-admin-file = Tệp mã
