# Quy trình đọc lên thế nào
workflow-sentence = **Khi** { $when }, **thì** { $then }.
workflow-sentence-if = **Khi** { $when }, **nếu** { $held }, **thì** { $then }.
workflow-and = và
workflow-or = hoặc
workflow-blank = …
workflow-goes-on = { $step } (không được thì bỏ qua)
workflow-unknown-part = “{ $name }”, phiên bản Laurel này chưa biết
workflow-days = { $count } ngày
workflow-hours = { $count } giờ
workflow-minutes = { $count } phút
workflow-whole-trigger = Bắt đầu bằng gì
workflow-whole-conditions = Điều kiện
workflow-whole-steps = Việc cần làm
workflow-place-conditions = Điều kiện { $number }
workflow-place-steps = Bước { $number }

# Biểu mẫu
workflow-called = Tên
workflow-hint-text = Có thể dùng { "{member}" }, { "{reward}" }, { "{points}" }, { "{goal}" } và { "{server}" }.
workflow-hint-duration = Ví dụ 30m, 12h hoặc 2d 12h (phút, giờ, ngày).
workflow-hint-cron = Phút, giờ, ngày, tháng, thứ. 0 9 * * 1 là 9:00 thứ Hai.
workflow-hint-url = Nơi nhận POST có chữ ký. Bắt đầu bằng https://.
workflow-hint-reward = Tên phần thưởng, như trong /reward list.
workflow-hint-goal = Tên mục tiêu, như trong /goal list.
workflow-choice-yes = Có
workflow-choice-no = Không
workflow-nothing-to-choose = { $kind ->
    [goal] Chưa có mục tiêu nào để chọn. Hãy tạo bằng `/goal create`; bản nháp của bạn vẫn chờ trong `/workflow edit`.
   *[other] Chưa có phần thưởng nào để chọn. Hãy tạo bằng `/reward create`; bản nháp của bạn vẫn chờ trong `/workflow edit`.
}

# Bắt đầu
workflow-new = Quy trình mới
workflow-begin-from = Bắt đầu từ
workflow-from-scratch = Quy trình trống
workflow-hint-called = Tên để quản lý nhận ra. Bỏ trống: lấy tên của mẫu có sẵn.

# Thẻ ghép quy trình
workflow-draft-new = Mới, chưa lưu
workflow-draft-enabled = Đang bật; thay đổi có hiệu lực khi bạn lưu
workflow-draft-disabled = Đang tắt; thay đổi có hiệu lực khi bạn lưu
workflow-draft-archived = Vừa bị lưu trữ; không lưu được nữa
workflow-begin-hint = Hãy chọn quy trình bắt đầu bằng gì. Sau đó đến điều kiện và việc cần làm.
workflow-step-hint = Giờ hãy thêm việc cần làm. Điều kiện thì tùy bạn.
workflow-to-do = Trước khi lưu được
workflow-fill-in = Điền: { $place }
workflow-when-here = Khi trên máy chủ có…
workflow-when-told = Khi một vai trò hoặc webhook báo…
workflow-add-condition = Thêm điều kiện: chỉ khi…
workflow-add-inside = Thêm vào nhóm này…
workflow-add-step = Thêm bước: thì…
workflow-change-part = Sửa, chuyển chỗ hoặc bỏ…
workflow-label-trigger = Khi { $phrase }
workflow-label-condition = Nếu { $phrase }
workflow-save = Lưu
workflow-save-and-enable = Lưu và bật
workflow-try = Chạy thử
workflow-rename = Đổi tên
workflow-discard = Vứt bỏ
workflow-discard-new = Vứt bỏ **{ $name }**? Quy trình này chưa từng được lưu.
workflow-discard-changes = Vứt bỏ thay đổi với **{ $name }**? Quy trình vẫn giữ như lần lưu trước.
workflow-discarded = Đã vứt bỏ.
workflow-change = Sửa…
workflow-up = Lên trên
workflow-down = Xuống dưới
workflow-turn = Hỏi điều ngược lại
workflow-turn-back = Hỏi như ban đầu
workflow-go-on = Lỗi thì vẫn làm tiếp
workflow-end-there = Lỗi thì dừng
workflow-remove = Bỏ ra
workflow-back = Quay lại
workflow-saved-enabled = Đã lưu. Từ giờ quy trình xử lý những gì xảy ra.
workflow-saved-disabled = Đã lưu nhưng chưa bật: quy trình chưa làm gì cho đến khi bạn bấm *Bật*.
workflow-as-draft = { $name } (chưa lưu)

# Quy trình đã lưu
workflow-state-enabled = đang bật
workflow-state-disabled = đang tắt
workflow-state-archived = đã lưu trữ
workflow-due = đến hạn { $when }
workflow-run-count = { $count ->
    [0] chưa chạy lượt nào trong 30 ngày
   *[other] { $count } lượt trong 30 ngày
}
workflow-failed-count = { $count } lượt lỗi
workflow-broken = ⚠️ Đang hỏng: { $why }
workflow-runs = Các lượt chạy
workflow-export = Xuất tệp
workflow-edit = Sửa
workflow-enable = Bật
workflow-disable = Tắt
workflow-archive = Lưu trữ
workflow-now-enabled = Đã bật. Từ giờ quy trình xử lý những gì xảy ra.
workflow-now-disabled = Đã tắt. Việc đã bắt đầu vẫn được làm xong; việc mới thì không nhận nữa.
workflow-now-archived = Đã lưu trữ. Những gì đã trao vẫn là của thành viên, và tên này dùng lại được.
workflow-archive-question = Lưu trữ { $name }?
workflow-archive-means = Việc này không hoàn tác được: quy trình không nhận gì nữa, các lượt đang chờ dừng tại chỗ. Những gì đã trao vẫn là của thành viên.

# Danh sách
workflow-list-title = { $count } quy trình
workflow-list-empty = Chưa có quy trình nào. Hãy ghép quy trình đầu tiên bằng `/workflow create`, hoặc xem các mẫu có sẵn trong `/settings setup`.
workflow-list-all-archived = Mọi quy trình đều đã được lưu trữ. `/workflow list` kèm *state* sẽ hiện chúng; tạo quy trình mới bằng `/workflow create`.
workflow-list-none = Không có quy trình nào như vậy. `/workflow list` không kèm tùy chọn hiện mọi quy trình trừ bản lưu trữ.
workflow-list-pick = Mở một quy trình…

# Các lượt chạy
workflow-runs-title = { $count } lượt chạy
workflow-runs-none = Chưa có lượt nào. Quy trình chạy khi điều bắt đầu nó xảy ra trong lúc đang bật.
workflow-runs-none-of-it = Quy trình này chưa chạy lượt nào. Quy trình chạy khi điều bắt đầu nó xảy ra trong lúc đang bật.
workflow-runs-none-so = { $state ->
    [ready] Không có lượt nào đang chạy.
    [done] Chưa có lượt nào xong.
    [declined] Không có lượt nào bị điều kiện chặn lại.
    [failed] Không có lượt nào bị lỗi.
   *[ended] Không có lượt nào dừng sớm.
} `/workflow runs` không kèm tùy chọn sẽ hiện { $others } lượt khác.
workflow-runs-pick = Xem một lượt đã làm gì…
workflow-all-runs = Mọi lượt chạy
workflow-nobody = không về ai cụ thể
workflow-run-ready = đang chạy
workflow-run-done = xong
workflow-run-declined = một điều kiện không đúng
workflow-run-failed = lỗi
workflow-run-ended = dừng sớm
workflow-older-version = theo phiên bản { $version }, sau đó đã sửa
workflow-retry = Thử lại
workflow-retried = Lượt này làm tiếp từ chỗ đã dừng. Hãy xem lại sau giây lát.
workflow-look-again = Xem lại
workflow-why-unknown = lý do không còn được lưu
run-broken = Có trục trặc phía Laurel; nhật ký có ghi. Hãy thử lại khi đã sửa xong.
workflow-names-gone = Có dùng một vai trò hoặc kênh đã bị xóa. Hãy chọn cái khác bằng `/workflow edit` rồi bật lại.
run-too-deep = Các quy trình gọi nhau quá nhiều lần nên lượt này dừng. Hãy xem quy trình nào bắt đầu bằng việc mà quy trình khác làm.
run-member-left = Thành viên đã rời máy chủ.
run-workflow-archived = Quy trình đã được lưu trữ.

# Chạy thử
workflow-try-title = { $name } sẽ làm gì
workflow-try-pick = Với ai?
workflow-try-hint = Chọn một thành viên để xem quy trình sẽ làm gì với họ. Không có gì được làm thật.
workflow-tried = Nếu xảy ra ngay bây giờ, với { $member }:
workflow-tried-done = Quy trình sẽ chạy đến hết. Chưa có gì được làm thật.
workflow-tried-ends = Quy trình sẽ dừng ở đó. Chưa có gì được làm thật.
workflow-replaying = Đang xem lại những gì đã xảy ra: { $seen } trên { $total }…
workflow-replay = **Trong 30 ngày qua** quy trình đã có thể chạy { $runs } lần, với { $members } thành viên, tính theo thành viên hiện nay:
workflow-replay-none = **Trong 30 ngày qua** quy trình sẽ không chạy: { $events ->
    [0] điều bắt đầu nó chưa xảy ra.
   *[other] điều bắt đầu nó xảy ra { $events } lần, nhưng không lần nào đúng yêu cầu.
}
workflow-replay-cut = Chỉ xem { $events } lần gần nhất.
workflow-effect = { $step }: { $times ->
    [0] không lần nào
   *[other] { $times } lần, với { $members } thành viên
}.
workflow-effect-suffices = Còn { $left }, nên đủ.
workflow-effect-short = **Chỉ còn { $left }**: cần thêm { $missing }.
workflow-effect-held = { $count } lần thành viên đã có sẵn.
workflow-effect-refused = { $count } lần không làm được.

# Tệp
workflow-imported = Đã đọc từ tệp. Hãy xem lại rồi lưu.
workflow-exported = Đây là **{ $name }**. Gửi lại bằng `/workflow import`, ở đây hoặc ở máy chủ khác.

# Những gì có thể sai
workflow-no-such = Không có quy trình nào tên “{ $given }”. Hãy chọn từ danh sách hiện ra khi gõ; `/workflow list` hiện tất cả.
workflow-bad-name = **Tên**: cần 1 đến { $most } ký tự; tên này có { $given }. Hãy chọn tên khác.
workflow-name-taken = **Tên**: đã có quy trình khác tên “{ $given }”. Hãy chọn tên khác bằng *Đổi tên*.
workflow-is-archived = **{ $name }** đã được lưu trữ và giữ nguyên như vậy. Hãy tạo mới bằng `/workflow create`, hoặc từ tệp của nó bằng `/workflow export` và `/workflow import`.
workflow-changed-meanwhile = Trong lúc đó có người khác đã lưu **{ $name }**. Hãy bấm *Vứt bỏ* rồi mở lại bằng `/workflow edit` để làm tiếp từ bản của họ.
workflow-channel-hidden = Bạn không thấy <#{ $channel }>, hoặc kênh không còn. Hãy chọn kênh mà bạn thấy được.
workflow-channel-closed = Laurel không viết được trong <#{ $channel }>. Hãy cho phép *Xem kênh*, *Gửi tin nhắn*, *Nhúng liên kết* và *Đính kèm tệp* ở đó, hoặc chọn kênh khác.
workflow-role-privileged = <@&{ $role }> có quyền kiểm duyệt hoặc quản trị, nên không quy trình nào trao hay lấy vai trò này. Hãy chọn vai trò khác.
workflow-role-out-of-reach = <@&{ $role }> ngoài tầm với: cả bạn và Laurel đều cần *Quản lý vai trò* và một vai trò cao hơn nó. Hãy chọn vai trò khác, hoặc đưa vai trò của Laurel lên cao hơn trong cài đặt máy chủ.
