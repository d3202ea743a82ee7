# Quy trình đọc lên thế nào
workflow-sentence = **Khi** { $when }, **thì** { $then }.
workflow-sentence-if = **Khi** { $when }, **nếu** { $held }, **thì** { $then }.
workflow-and = và
workflow-or = hoặc
workflow-blank = …
workflow-goes-on = { $step } (lỗi thì vẫn làm tiếp)
workflow-unknown-part = “{ $name }”, phiên bản Laurel này chưa biết
workflow-days = { $count } ngày
workflow-hours = { $count } giờ
workflow-minutes = { $count } phút
workflow-whole-trigger = Kích hoạt
workflow-whole-conditions = Điều kiện
workflow-whole-steps = Các bước
workflow-place-conditions = Điều kiện { $number }
workflow-place-steps = Bước { $number }

# Biểu mẫu
workflow-called = Tên
workflow-hint-text = Có thể dùng { "{member}" }, { "{reward}" }, { "{points}" }, { "{goal}" } và { "{server}" }.
workflow-hint-duration = Ví dụ 30 phút, 12 giờ hoặc 2 ngày 12 giờ.
workflow-hint-cron = Phút, giờ, ngày, tháng, thứ. 0 9 * * 1 là 9:00 thứ Hai.
workflow-hint-url = Nơi nhận POST có chữ ký. Bắt đầu bằng https://.
workflow-hint-any = Để trống: cái nào cũng được.
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
workflow-hint-called = Tối đa 80 ký tự; chỉ quản lý nhìn thấy. Để trống: lấy tên của mẫu có sẵn.

# Thẻ tạo và sửa quy trình
workflow-draft-new = Mới, chưa lưu
workflow-draft-enabled = Đang bật. Thay đổi có hiệu lực khi bạn lưu.
workflow-draft-disabled = Đang tắt. Thay đổi có hiệu lực khi bạn lưu.
workflow-draft-archived = Đã bị người khác lưu trữ; không lưu được nữa.
workflow-begin-hint = Trước tiên, hãy chọn việc kích hoạt quy trình. Sau đó là điều kiện và các bước.
workflow-step-hint = Giờ hãy thêm một bước: quy trình làm gì. Điều kiện thì tùy bạn.
workflow-to-do = Trước khi lưu được
workflow-fill-in = Điền: { $place }
workflow-when-here = Khi có việc này trên máy chủ…
workflow-when-told = Khi một vai trò hoặc webhook báo việc này…
workflow-add-condition = Thêm điều kiện: chỉ khi…
workflow-add-inside = Thêm vào nhóm này…
workflow-add-step = Thêm bước: thì…
workflow-change-part = Sửa, di chuyển hoặc xóa…
workflow-label-trigger = Khi { $phrase }
workflow-label-condition = Nếu { $phrase }
workflow-save = Lưu
workflow-save-and-enable = Lưu và bật
workflow-try = Chạy thử
workflow-rename = Đổi tên
workflow-discard = Hủy bản nháp
workflow-discard-new = Hủy bản nháp **{ $name }**? Quy trình này chưa từng được lưu.
workflow-discard-changes = Hủy bản nháp của **{ $name }**? Quy trình vẫn giữ như lần lưu trước.
workflow-discarded = Đã hủy bản nháp.
workflow-change = Sửa…
workflow-up = Lên trên
workflow-down = Xuống dưới
workflow-turn = Đảo điều kiện
workflow-turn-back = Bỏ đảo điều kiện
workflow-go-on = Lỗi thì vẫn làm tiếp
workflow-end-there = Lỗi thì dừng
workflow-remove = Xóa
workflow-back = Quay lại
workflow-saved-enabled = Đã lưu và bật. Từ giờ quy trình tự chạy khi có việc xảy ra.
workflow-saved-disabled = Đã lưu nhưng chưa bật: quy trình chưa làm gì cho đến khi bạn bấm *Bật*.
workflow-as-draft = { $name } (chưa lưu)

# Quy trình đã lưu
workflow-state-enabled = đang bật
workflow-state-disabled = đang tắt
workflow-state-archived = đã lưu trữ
workflow-due = lần tới: { $when }
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
workflow-now-enabled = Đã bật. Từ giờ quy trình tự chạy khi có việc xảy ra.
workflow-now-disabled = Đã tắt. Việc đã bắt đầu vẫn được làm xong; việc mới thì không chạy nữa.
workflow-now-archived = Đã lưu trữ. Những gì đã trao vẫn là của thành viên, và tên này dùng lại được.
workflow-archive-question = Lưu trữ { $name }?
workflow-archive-means = Việc này không hoàn tác được: quy trình không chạy nữa, các lượt đang chờ dừng tại chỗ. Những gì đã trao vẫn là của thành viên.

# Danh sách
workflow-list-title = { $count } quy trình
workflow-list-empty = Chưa có quy trình nào. Hãy tạo quy trình đầu tiên bằng `/workflow create`, hoặc xem các mẫu có sẵn trong `/settings setup`.
workflow-list-all-archived = Mọi quy trình đều đã được lưu trữ. `/workflow list` kèm *state* sẽ hiện chúng; tạo quy trình mới bằng `/workflow create`.
workflow-list-none = Không có quy trình nào như vậy. `/workflow list` không kèm tùy chọn hiện mọi quy trình trừ bản lưu trữ.
workflow-list-pick = Mở một quy trình…

# Các lượt chạy
workflow-runs-title = { $count } lượt chạy
workflow-runs-none = Chưa có lượt nào. Quy trình chạy khi việc kích hoạt xảy ra trong lúc quy trình đang bật.
workflow-runs-none-of-it = Quy trình này chưa chạy lượt nào. Quy trình chạy khi việc kích hoạt xảy ra trong lúc quy trình đang bật.
workflow-runs-none-so = { $state ->
    [ready] Không có lượt nào đang chạy.
    [done] Chưa có lượt nào xong.
    [declined] Không có lượt nào dừng vì không thỏa điều kiện.
    [failed] Không có lượt nào bị lỗi.
   *[ended] Không có lượt nào dừng sớm.
} `/workflow runs` không kèm tùy chọn sẽ hiện { $others } lượt khác.
workflow-runs-pick = Mở một lượt chạy…
workflow-all-runs = Mọi lượt chạy
workflow-nobody = không gắn với ai
workflow-run-ready = đang chạy
workflow-run-done = xong
workflow-run-declined = dừng vì không thỏa điều kiện
workflow-run-failed = lỗi
workflow-run-ended = dừng sớm
workflow-older-version = theo phiên bản { $version }; quy trình đã được sửa sau đó
workflow-retry = Thử lại
workflow-retried = Lượt này làm tiếp từ chỗ đã dừng. Hãy xem lại sau giây lát.
workflow-look-again = Xem lại
workflow-why-unknown = lý do không còn được lưu
run-broken = Laurel gặp trục trặc; log của Laurel ghi rõ lý do. Hãy thử lại khi đã sửa xong.
workflow-names-gone = Quy trình dùng một vai trò hoặc kênh đã bị xóa. Hãy chọn cái khác bằng `/workflow edit` rồi bật lại.
run-too-deep = Các quy trình kích hoạt nhau quá nhiều lần nên lượt này dừng. Hãy xem quy trình nào được kích hoạt bởi việc mà quy trình khác làm.
run-member-left = Thành viên đã rời máy chủ.
run-workflow-archived = Quy trình đã được lưu trữ.

# Chạy thử
workflow-try-title = { $name } sẽ làm gì
workflow-try-pick = Với ai?
workflow-try-hint = Chọn một thành viên để xem quy trình sẽ làm gì với họ. Không có gì được làm thật.
workflow-tried = Nếu xảy ra ngay bây giờ, với { $member }:
workflow-tried-done = Quy trình sẽ chạy đến hết. Chưa có gì được làm thật.
workflow-tried-ends = Quy trình sẽ dừng ở đó. Chưa có gì được làm thật.
workflow-replaying = Đang xem lại những gì đã xảy ra: { $seen }/{ $total } …
workflow-replay = **Trong 30 ngày qua** quy trình lẽ ra đã chạy { $runs } lần, với { $members } thành viên (tính theo thành viên hiện nay):
workflow-replay-none = **Trong 30 ngày qua** quy trình lẽ ra không chạy lần nào: { $events ->
    [0] việc kích hoạt chưa xảy ra.
   *[other] việc kích hoạt xảy ra { $events } lần, nhưng không lần nào thỏa điều kiện.
}
workflow-replay-cut = Chỉ xem { $events } lần gần nhất.
workflow-effect = { $step }: { $times ->
    [0] không lần nào
   *[other] { $times } lần, với { $members } thành viên
}.
workflow-effect-suffices = Còn { $left }, đủ để trao.
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
workflow-changed-meanwhile = Trong lúc đó có người khác đã lưu **{ $name }**. Hãy bấm *Hủy bản nháp* rồi mở lại bằng `/workflow edit` để làm tiếp từ bản của họ.
workflow-channel-hidden = Bạn không thấy <#{ $channel }>, hoặc kênh không còn. Hãy chọn kênh mà bạn thấy được.
workflow-channel-closed = Laurel không viết được trong <#{ $channel }>. Hãy cho phép *Xem kênh*, *Gửi tin nhắn*, *Nhúng liên kết* và *Đính kèm tệp* ở đó, hoặc chọn kênh khác.
workflow-role-privileged = <@&{ $role }> có quyền kiểm duyệt hoặc quản trị, nên không quy trình nào trao hay gỡ vai trò này. Hãy chọn vai trò khác.
workflow-role-out-of-reach = Không đủ quyền với vai trò <@&{ $role }>: cả bạn và Laurel đều cần quyền *Quản lý vai trò* và một vai trò cao hơn nó. Hãy chọn vai trò khác, hoặc kéo vai trò của Laurel lên cao hơn trong **Cài đặt máy chủ → Vai trò**.
workflow-role-everybody = Ai cũng có @everyone nên chọn vai trò này không có tác dụng. Hãy chọn vai trò mà chỉ một số thành viên có.
workflow-role-managed = <@&{ $role }> là vai trò của một ứng dụng, của người nâng cấp máy chủ hoặc của gói đăng ký, nên chỉ Discord trao hay gỡ được. Hãy chọn vai trò khác.

# Mọi lượt bị lỗi vì cùng một lý do
workflow-runs-none-chosen = Không có lượt nào như vậy. Hãy bỏ bớt một lựa chọn để xem thêm.
workflow-cause = { $name } · { $count } lượt lỗi
workflow-cause-pick = Thử lại mọi lượt lỗi vì cùng một lý do…
workflow-retry-all = Thử lại cả { $count } lượt
workflow-retry-all-title = { $name }: thử lại { $count } lượt bị lỗi?
workflow-retry-all-means = Mỗi lượt làm tiếp đúng một lần, từ bước chưa làm được. Nếu lý do vẫn còn thì lượt đó lại lỗi và không có gì thay đổi.
workflow-retry-all-running = **{ $name }**: { $retried } trên { $total } lượt đang được thử lại. Việc này tự chạy tiếp, kể cả sau khi khởi động lại.
workflow-retry-all-done = **{ $name }**: { $retried ->
    [0] không còn lượt nào để thử lại.
   *[other] { $retried } lượt làm tiếp từ chỗ đã dừng. Lát nữa hãy xem kết quả ở *Mọi lượt chạy*.
}
workflow-nothing-to-retry = Không còn lượt nào lỗi vì lý do này: chúng đã được thử lại rồi. Xem kết quả ở `/workflow runs`.
