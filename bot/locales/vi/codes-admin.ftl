command-codes = Nhập, xem và thu hồi mã ưu đãi
command-codes-import = Nhập mã từ tệp CSV; chưa có gì tính đến khi bạn xác nhận
command-codes-import-reward = Mã ưu đãi nào
command-codes-import-file = Tệp CSV: mã, rồi ngày hết hạn dạng NĂM-THÁNG-NGÀY
command-codes-list = Xem các mã của một mã ưu đãi
command-codes-list-reward = Mã ưu đãi nào
command-codes-list-state = Chỉ các mã ở trạng thái này
command-codes-list-page = Trang nào
command-codes-export = Tải tệp các mã của một mã ưu đãi
command-codes-export-reward = Mã ưu đãi nào
command-codes-void = Hủy hẳn một mã
command-codes-void-reward = Mã ưu đãi nào
command-codes-void-code = Mã, bốn ký tự cuối, hoặc số dòng như trong danh sách

codes-admin-reading = Đang đọc **{ $file }**: đã xong { $rows } dòng …
codes-admin-preview-title = Mã cho **{ $reward }**
codes-admin-preview-rows = **{ $file }** có { $rows } dòng. { $new ->
    [0] Không có mã nào mới nên không có gì để nhập.
   *[other] Có { $new } mã mới. Chưa có gì tính đến khi bạn bấm *Nhập*.
}
codes-admin-verdict-new = **Mới: { $count }**
codes-admin-verdict-known = **Đã có: { $count }**
codes-admin-verdict-known-other-date = **Đã có với ngày khác, ngày cũ được giữ: { $count }**
codes-admin-verdict-twice = **Trùng trong tệp: { $count }**
codes-admin-verdict-expired = **Đã hết hạn: { $count }**
codes-admin-verdict-malformed = **Không đọc được: { $count }**
codes-admin-mangled = **Hãy xem lại: { $count } mã mới trông như đã bị bảng tính đổi thành số.** Chúng được nhập đúng như trong tệp. Nếu lẽ ra phải khác, hãy hủy rồi định dạng cột đó là văn bản.
codes-admin-row = dòng { $line } · { $code } · { $day }
codes-admin-row-reason = dòng { $line } · { $code } · { $reason }
codes-admin-more = … và { $count } dòng nữa
codes-admin-rejects = Những dòng không được nhập nằm trong tệp đính kèm, mỗi dòng kèm lý do.
codes-admin-flaw-no-code = không có mã
codes-admin-flaw-too-long = mã dài hơn { $most } ký tự
codes-admin-flaw-line-break = mã có ngắt dòng
codes-admin-flaw-unprintable = mã có ký tự không in được
codes-admin-flaw-no-date = không có ngày
codes-admin-flaw-bad-date = “{ $day }” không phải ngày dạng NĂM-THÁNG-NGÀY
codes-admin-flaw-bad-quotes = dấu ngoặc kép không khớp
codes-admin-reason-known = đã có
codes-admin-reason-known-other-date = đã có với ngày khác
codes-admin-reason-twice = đã có ở phía trên trong tệp
codes-admin-reason-expired = đã hết hạn
codes-admin-import = Nhập
codes-admin-imported = Đã thêm { $added } mã vào **{ $reward }**. Sẵn sàng để trao: { $usable }.
codes-admin-cancelled = Chưa nhập mã nào.
