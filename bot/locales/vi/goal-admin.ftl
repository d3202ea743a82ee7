# Tìm và sửa mục tiêu
goal-no-such = Không có mục tiêu nào tên là “{ $given }”. Hãy chọn trong danh sách hiện ra khi bạn gõ.
goal-is-archived = **{ $name }** đã được lưu trữ và không thể thay đổi nữa. Hãy tạo mục tiêu mới; bạn có thể dùng lại tên này.
goal-name-taken = **Tên**: đã có mục tiêu khác tên là “{ $given }”. Hãy chọn tên khác, hoặc lưu trữ mục tiêu kia.
goal-bad-name = **Tên**: hãy dùng từ 1 đến { $most } ký tự (bạn đã nhập { $given }).
goal-bad-period = **Chu kỳ**: hãy chọn hằng tuần, hằng tháng hoặc hằng quý.
goal-period-stays = **Chu kỳ**: sau này không đổi được. Hãy tạo mục tiêu khác và lưu trữ mục tiêu này.
goal-bad-action = **Tính theo**: không có hoạt động nào tên là “{ $given }”. Hãy chọn trong danh sách; `/points rules` cho xem tất cả.
goal-bad-count-all = **Tính tất cả**: hãy chọn có hoặc không.
goal-bad-target = **Cần đạt**: hãy nhập số nguyên từ 1 đến { $most }.

# Tạo mục tiêu
goal-new-title = Mục tiêu mới
goal-new-how = Hãy chọn một mục tiêu có sẵn rồi sửa theo ý bạn, hoặc tự tạo. Mục tiêu được tính từ lúc tạo.
goal-new-pick = Chọn mục tiêu có sẵn…
goal-new-own = Tự tạo
goal-form-new = Mục tiêu mới
goal-form-change = Sửa mục tiêu
goal-field-name = Tên
goal-field-period = Chu kỳ
goal-hint-period = Bao lâu thì bắt đầu lại, theo múi giờ của máy chủ. Sau này không đổi được.
goal-field-counts = Tính theo
goal-field-target = Cần đạt
goal-hint-target = Cần bao nhiêu, ví dụ 500.
goal-field-count-all = Tính tất cả
goal-count-all-no = Không, chỉ những gì quy tắc điểm cho tính
goal-count-all-yes = Có, kể cả khi vượt giới hạn ngày
goal-field-reward = Phần thưởng
goal-hint-reward = Tên một phần thưởng đã đăng. Để trống nếu không có.

# Kết quả
goal-created = Đã tạo. Mục tiêu được tính từ bây giờ và bắt đầu lại { $period ->
    [weekly] vào mỗi thứ Hai
    [monthly] vào ngày đầu mỗi tháng
   *[quarterly] vào đầu mỗi quý
}.
goal-there-already = Đã có mục tiêu y hệt nên không có gì thay đổi.
goal-saved = Đã lưu.
goal-saved-at-once = Đã lưu. Có hiệu lực ngay, vì kỳ này chưa ai bắt đầu.
goal-saved-for-later = Đã lưu. Đã có người bắt đầu nên kỳ này giữ nguyên; thay đổi có hiệu lực từ ngày { DATETIME($day, dateStyle: "long") }.
goal-saved-as-now = Đã lưu. Kỳ tới vẫn như kỳ này.
goal-unchanged = Nội dung giống như cũ nên không có gì thay đổi.
goal-archived = Đã lưu trữ. Mục tiêu không còn được tính; những gì thành viên đã nhận vẫn là của họ, và tên này dùng lại được.

# Thẻ mục tiêu
goal-state-active = đang chạy
goal-state-archived = đã lưu trữ
goal-asks = { $amount } { $period ->
    [weekly] mỗi tuần
    [monthly] mỗi tháng
   *[quarterly] mỗi quý
}
goal-no-reward = không có
goal-counts-all = Tất cả đều được tính, kể cả khi vượt giới hạn ngày hoặc chưa hết thời gian chờ.
goal-obstacle = Hiện chưa thể trao: { $why }
goal-field-asks = Cần đạt
goal-field-later = Từ ngày { DATETIME($day, dateStyle: "long") }
goal-field-ends = Kỳ này
goal-ends = đến { $day }, { $moment }
goal-field-members = Thành viên trong kỳ này
goal-members = { $completed } người đã hoàn thành, { $under } người đang thực hiện
goal-change = Sửa
goal-archive = Lưu trữ
goal-archive-question = Lưu trữ { $goal }?
goal-archive-means = Mục tiêu sẽ không còn được tính và không thể hoàn tác. Những gì thành viên đã nhận vẫn là của họ.

# Danh sách
goal-list-title = { $count ->
    [0] Mục tiêu
   *[other] { $count } mục tiêu
}
goal-list-empty = Chưa có mục tiêu nào. Hãy tạo mục tiêu đầu tiên bằng `/goal create`.
goal-list-all-archived = Mọi mục tiêu đều đã được lưu trữ. `/goal list` kèm *state* sẽ hiện chúng; tạo mục tiêu mới bằng `/goal create`.
goal-list-none = Chưa có mục tiêu nào được lưu trữ.
goal-list-pick = Mở một mục tiêu…
goal-list-completed = { $count ->
    [0] chưa ai hoàn thành
   *[other] { $count } người đã hoàn thành
}
goal-list-obstacle = phần thưởng hiện chưa thể trao
goal-list-later = thay đổi từ ngày { DATETIME($day, dateStyle: "long") }

# Nhật ký
audit-did-goal-created = { $actor } đã tạo mục tiêu **{ $goal }**
audit-did-goal-edited = { $actor } đã sửa mục tiêu **{ $goal }**: { $changes }
audit-did-goal-archived = { $actor } đã lưu trữ mục tiêu **{ $goal }**
audit-field-action = cách tính
audit-field-target = mức cần đạt
audit-field-count-all = tính tất cả
audit-field-reward-id = phần thưởng
