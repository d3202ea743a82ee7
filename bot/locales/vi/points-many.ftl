points-many-nobody = Không có ai để đổi điểm. Hãy chọn một vai trò có người, hoặc một tệp chứa ID của họ.
points-many-already-done = Tệp này đã được nhập <t:{ $moment }:f>. Không có gì thay đổi. Nếu muốn nhập lại, hãy hoàn tác lần đó trước.
points-many-unfinished = Việc này chưa xong. Khi nào xong mới hoàn tác được.
points-many-bad-share = Tỷ lệ là số nguyên phần trăm từ 1 đến { $most }.
points-many-bad-above = Số điểm giữ lại là số nguyên từ 0 đến { $most }.
points-many-who = Hãy chọn đúng một: một thành viên, một vai trò, hoặc một tệp ID.
points-many-share-or-above = Hãy chọn tỷ lệ hoặc số điểm giữ lại, không chọn cả hai. Nếu bỏ trống cả hai, mùa mới sẽ xóa hết điểm để tiêu.

points-many-title-award = Trao { $amount } cho mỗi người trong { $count } thành viên?
points-many-title-refund = Hoàn { $amount } cho mỗi người trong { $count } thành viên?
points-many-title-deduction = Trừ { $amount } của mỗi người trong { $count } thành viên?
points-many-title-correction = Trừ { $amount } trong cả hai ví của mỗi người trong { $count } thành viên?
points-many-title-reset = Mở mùa mới cho { $count } thành viên?
points-many-title-nobody = Không có điểm của ai thay đổi
points-many-choose-others = Hãy chọn vai trò có thành viên, hoặc tệp chứa ID của họ.
points-many-plan-award = Tổng cộng { $points }, vào cả điểm để tiêu và điểm tích lũy. Không ai nhận tin nhắn.
points-many-plan-refund = Tổng cộng { $points } để tiêu.
points-many-plan-deduction = Tổng cộng { $points }, lấy từ điểm để tiêu.
points-many-plan-correction = Tổng cộng { $points }, lấy từ điểm để tiêu và cả điểm tích lũy.
points-many-plan-import = Tổng cộng { $points }.
points-many-plan-reset = Theo số dư lúc này, { $points } để tiêu sẽ mất. Số dư của mỗi người lúc đến lượt họ mới là số được tính.
points-many-take-all = Lấy hết điểm để tiêu.
points-many-take-share = Lấy { $number }% điểm để tiêu của mỗi người, làm tròn xuống.
points-many-take-above = Mỗi người giữ lại tối đa { $points } để tiêu; phần vượt quá bị lấy đi.
points-many-lifetime-stays = Điểm tích lũy, hạng và bảng xếp hạng giữ nguyên.
points-many-without = { $count } người có ít hơn số đó nên giữ nguyên tất cả.
points-many-without-reset = { $count } người có quá ít điểm nên không bị lấy gì.
points-many-do-award = Trao cho tất cả
points-many-do-refund = Hoàn cho tất cả
points-many-do-deduction = Trừ của tất cả
points-many-do-correction = Trừ của tất cả
points-many-do-import = Nhập
points-many-do-reset = Mở mùa mới

points-many-is-award = Trao { $amount } cho nhiều người
points-many-is-refund = Hoàn { $amount } cho nhiều người
points-many-is-deduction = Trừ { $amount } của nhiều người
points-many-is-correction = Trừ { $amount } trong cả hai ví của nhiều người
points-many-is-import = Điểm được nhập{ $source ->
    [none] {""}
   *[other] {" từ "}{ $source }
}
points-many-is-reset = Mùa mới: { $take ->
    [share] lấy { $number }%
    [above] lấy phần trên { $points }
   *[all] lấy hết điểm để tiêu
}

points-many-planned = Chưa bắt đầu
points-many-running = Đang làm …
points-many-done = Đã xong
points-many-undoing = Đang hoàn tác …
points-many-undone = Đã hoàn tác
points-many-waiting = Còn { $count } người đang chờ.
points-many-done-for = Đã làm xong cho { $count } thành viên.
points-many-spend-added = Tổng điểm để tiêu tăng { $points }.
points-many-spend-taken = Tổng điểm để tiêu giảm { $points }.
points-many-earn-added = Tổng điểm tích lũy tăng { $points }.
points-many-earn-taken = Tổng điểm tích lũy giảm { $points }.
points-many-unchanged = { $count } người không có gì phải đổi.
points-many-refused = { $count } người bị bỏ qua.
points-many-refused-error-not-here = { $count } người không còn ở máy chủ nên không nhận được gì.
points-many-refused-points-nothing-to-take = { $count } người có ít hơn số đó nên giữ nguyên tất cả.
points-many-kept = Không lấy lại được { $points } của { $count } thành viên vì họ đã tiêu.
points-many-undone-by = { $member } đã hoàn tác.
points-many-left-out = Không làm được, hoặc chỉ làm được một phần, với: { $members }
points-many-why-kept = đã tiêu
points-many-why = bị bỏ qua
points-many-why-error-not-here = không còn ở máy chủ
points-many-why-points-nothing-to-take = có ít hơn số đó
points-many-send-file = Toàn bộ thành tệp
points-many-file = Những người chưa làm được, hoặc chưa làm trọn.
points-many-undo = Hoàn tác
points-many-undo-title = Hoàn tác việc này?
points-many-undo-takes = { $count } thành viên đã nhận tổng cộng { $points }. Phần chưa tiêu được lấy lại, ở điểm tích lũy bằng đúng số ở điểm để tiêu. Ai đã tiêu sẽ được liệt kê. Vai trò của hạng giữ nguyên. Chỉ làm được một lần.
points-many-undo-gives = { $count } thành viên được trả lại đúng phần đã bị lấy: { $points }. Chỉ làm được một lần.
points-many-details = Chi tiết
points-many-list-title = Điểm cho nhiều người
points-many-list-empty = Chưa đổi điểm cho nhiều người lần nào. Hãy trao điểm cho một vai trò bằng `/points award`, hoặc xem một thành viên bằng `/points history member:`.
points-many-state-planned = chưa bắt đầu
points-many-state-running = đang làm
points-many-state-done = { $count } thành viên
points-many-state-undoing = đang hoàn tác
points-many-state-undone = đã hoàn tác
