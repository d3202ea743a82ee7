grant-done = { $member } đã nhận **{ $reward }**.
grant-left = { $left ->
    [0] Đó là phần cuối cùng.
   *[other] Còn { $left } phần.
}
grant-badge-held = { $member } đã có **{ $reward }** rồi. Không có gì thay đổi.
grant-limit-reached = { $member } đã có đủ **{ $reward }**: mỗi người chỉ được nhận tối đa { $limit } lần.
grant-member-gone = Người này không còn là thành viên, và chỉ thành viên mới được nhận thưởng.

grant-pick-title = Trao phần thưởng cho { $member }
grant-pick-newest = Hãy chọn một trong những phần thưởng mới nhất, hoặc tìm phần thưởng khác theo tên.
grant-pick-found = Phần thưởng có “{ $typed }” trong tên:
grant-pick-first = Đây là { $count } phần thưởng đầu tiên. Hãy gõ thêm tên để tìm phần thưởng khác.
grant-pick-none-found = Không có phần thưởng nào đang đăng có “{ $typed }” trong tên. Hãy thử một phần ngắn hơn.
grant-pick-nothing = Chưa có phần thưởng nào được đăng. Hãy đăng một phần thưởng bằng `/reward publish`.
grant-pick-placeholder = Chọn một phần thưởng
grant-pick-find = Tìm…
grant-pick-newest-again = Mới nhất
grant-find-title = Tìm phần thưởng
grant-find-name = Một phần của tên
grant-kind-badge = Huy hiệu
grant-kind-voucher = Voucher
grant-kind-coupon = Phiếu quà
grant-kind-counted = { $kind } · còn { $left }

revoke-title = Thu hồi **{ $reward }** của { $member }?
revoke-form-title = Thu hồi phần thưởng
revoke-held-since = Đã giữ từ { $when }.
revoke-effect-badge = Huy hiệu sẽ bị gỡ khỏi hồ sơ của họ, cùng với vai trò đi kèm.
revoke-effect-coupon-paid = Phiếu quà sẽ không dùng được nữa. Họ được trả lại { POINTS($paid, $currency) }, và phiếu quà trở lại cửa hàng.
revoke-effect-coupon-free = Phiếu quà sẽ không dùng được nữa và trở lại cửa hàng. Họ không mất điểm nào nên không có điểm trả lại.
revoke-effect-code-unseen = Họ chưa xem mã nên mã sẽ trở lại kho.
revoke-effect-code-seen = Họ đã xem mã nên mã sẽ bị hủy. Nếu đối tác cần biết, bạn hãy tự báo cho họ.
revoke-confirm = Thu hồi
revoke-done = Đã thu hồi **{ $reward }** của { $member }.
revoke-told = Họ sẽ được báo.
revoke-refunded = { POINTS($refunded, $currency) } đã được trả lại cho họ.
revoke-code-available = Mã đã trở lại kho.
revoke-code-void = Mã đã bị hủy.
revoke-not-held = { $member } không có “{ $given }” nào để thu hồi. Hãy chọn trong danh sách hiện ra khi bạn gõ. Phiếu quà đã dùng thì không thu hồi được; để hoàn điểm, hãy dùng `/points award` với lựa chọn *Hoàn điểm*.
revoke-choice = { $name } · { $state ->
    [badge] huy hiệu
    [claim] chưa nhận mã
    [show] đã nhận mã
    [expired] đã hết hạn
   *[other] đang giữ
} · { $day }

grant-many-counting = Đang xem danh sách thành viên: đã xong { $count } người …
grant-many-title = Trao **{ $reward }** cho { $count } thành viên?
grant-many-nobody-title = Không còn ai để trao **{ $reward }**
grant-many-will-get = { $count } người sẽ được nhận.
grant-many-skipped = { $count } người đã đạt giới hạn mỗi người nên bị bỏ qua.
grant-many-absent = { $count } người không phải thành viên ở đây nên bị bỏ qua.
grant-many-bots = { $count } là bot nên bị bỏ qua.
grant-many-bad = { $count } dòng không có ID của ai: dòng { $lines }.
grant-many-suffices = Đủ số lượng: còn { $left }.
grant-many-short = Không đủ số lượng: còn { $left }, thiếu { $missing }. *Trao đến khi hết* sẽ ưu tiên người tham gia máy chủ sớm hơn.
grant-many-all = Trao cho tất cả
grant-many-reach = Trao đến khi hết
grant-many-cancel = Hủy
grant-many-look = Xem tiến độ
grant-many-running = Đang trao **{ $reward }** …
grant-many-done = Đã trao **{ $reward }**
grant-many-got = { $count } người đã nhận.
grant-many-held = { $count } người đã có từ trước.
grant-many-waiting = { $count } người còn đang chờ.
grant-many-refused = { $count } người không nhận được.
grant-many-refused-error-not-here = { $count } người đã rời đi trong lúc đó.
grant-many-refused-reward-sold-out = { $count } người không nhận được vì đã hết.
grant-many-refused-reward-limit-reached = { $count } người đã đạt giới hạn mỗi người.
grant-many-refused-reward-role-held = { $count } người đã có sẵn vai trò được trao.
grant-many-refused-reward-codes-held = { $count } người đã có đủ số mã được phép.
grant-many-refused-reward-not-on-offer = { $count } người không nhận được vì phần thưởng vừa ngừng đăng.
grant-many-refused-reward-expired = { $count } người không nhận được vì phần thưởng vừa hết hạn.
