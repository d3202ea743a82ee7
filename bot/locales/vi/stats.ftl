stats-title-points = Thống kê: điểm
stats-title-redemption = Thống kê: phần thưởng đã dùng
stats-title-stock = Thống kê: tồn kho
stats-title-workflows = Thống kê: quy trình
stats-subject-points = Điểm
stats-subject-redemption = Đã dùng
stats-subject-stock = Tồn kho
stats-subject-workflows = Quy trình
stats-window-4 = 4 tuần
stats-window-12 = 12 tuần
stats-window-52 = Một năm
stats-send = Tải CSV
stats-sent = Đây là số liệu, mở được bằng bảng tính.
stats-week = Tuần
stats-now = Nay
stats-weeks-mean = Tuần bắt đầu từ thứ Hai theo múi giờ của cộng đồng; tuần cuối chưa kết thúc.

stats-trend-same = bằng tuần trước đó
stats-trend-from = tuần trước đó là { $before }
stats-trend-up = tăng { $change } so với tuần trước đó
stats-trend-down = giảm { $change } so với tuần trước đó

stats-points-chart = Điểm phát ra và chi tiêu mỗi tuần
stats-members-chart = Thành viên kiếm điểm và nhận thưởng
stats-points-issued = Phát ra
stats-points-spent = Chi tiêu
stats-members-earned = Kiếm điểm
stats-members-claimed = Nhận thưởng
stats-points-all = **Trong { $weeks } tuần**: phát ra { $issued } điểm, chi tiêu { $spent } điểm.
stats-points-last = **Tuần trọn vẹn gần nhất**: phát ra { $issued } ({ $trend }), chi tiêu { $spent }.
stats-members-last = **Thành viên, tuần trọn vẹn gần nhất**: { $earned } người kiếm điểm ({ $trend }), { $claimed } người nhận thưởng.
stats-points-now = **Tuần này đến nay**: phát ra { $issued }, chi tiêu { $spent }; { $earned } người kiếm điểm, { $claimed } người nhận thưởng.
stats-points-imported = **Nhập từ bot khác**: { $points } điểm, không tính là trao hay tiêu ở đây.
stats-points-nothing = Chưa có điểm nào thay đổi trong những tuần này. Xem `/points rules` để biết cách kiếm điểm.
stats-points-means = Phát ra: điểm kiếm được và điểm thưởng, trừ phần điều chỉnh. Chi tiêu: điểm đã trả, bị trừ và mất khi mở mùa mới, bớt phần hoàn lại. Nhận thưởng: mua phiếu quà hoặc xem mã lần đầu.

stats-given = Đã trao
stats-used = Đã dùng
stats-claimed = Đã nhận
stats-expired = Hết hạn
stats-revoked = Thu hồi
stats-redemption-coupons = Phiếu quà trao mỗi tuần và số đã dùng
stats-redemption-codes = Mã trao mỗi tuần và số đã nhận
stats-redemption-coupons-said = **Phiếu quà**: đã trao { $given } trong { $weeks } tuần. Đến nay { $redeemed } phiếu quà ({ $share }) đã dùng, { $expired } hết hạn, { $open } chưa dùng.
stats-redemption-codes-said = **Mã voucher**: đã trao { $given } trong { $weeks } tuần. Đến nay { $redeemed } mã ({ $share }) đã nhận, { $expired } hết hạn, { $open } chưa nhận.
stats-redemption-last = Tuần trọn vẹn gần nhất: trao { $given } ({ $trend }), đến nay { $redeemed } đã dùng hoặc đã nhận.
stats-redemption-nothing = Không có phiếu quà hay mã nào được trao trong { $weeks } tuần này.
stats-redemption-means = Mỗi tuần cho thấy số đã trao trong tuần đó và tình trạng của chúng đến nay, không tính phần đã thu hồi.

stats-left = Còn lại
stats-stock-chart = Còn lại theo tốc độ này, tính bằng % so với hôm nay
stats-stock-first = Hết sớm nhất, vào { $when }: { $name }
stats-left-chart = Còn lại theo tốc độ này
stats-stock-empty = đã hết
stats-stock-runs-out = còn { $left }, mỗi tuần khoảng { $pace }: với tốc độ này sẽ hết vào { $when }
stats-stock-lasts = còn { $left }, đủ đến ngày cuối cùng { DATETIME($day, dateStyle: "long") }
stats-stock-lasts-long = còn { $left }, đủ cho hơn một năm
stats-stock-unknown = còn { $left }, gần đây trao quá ít nên chưa ước tính được
stats-stock-more = Và { $count } phần thưởng khác; tệp CSV có đủ tất cả.
stats-stock-nothing = Không có phần thưởng nào đang đăng mà có thể hết. Xem tất cả bằng `/reward list`.
stats-stock-means = Tốc độ tính theo 28 ngày qua, hoặc từ khi phần thưởng được đăng.

stats-workflow = Quy trình
stats-runs-chart = Lượt chạy của các quy trình
stats-runs-triggered = Được kích hoạt
stats-runs-agreed = Thỏa điều kiện
stats-runs-completed = Hoàn tất
stats-runs-failed = Thất bại
stats-runs-said = { $triggered } lượt được kích hoạt. { $agreed } lượt ({ $share }) thỏa điều kiện: { $completed } hoàn tất, { $failed } thất bại, { $waiting } đang chờ, { $ended } kết thúc vì không còn cần nữa.
stats-runs-failing = { $failed } trong { $triggered } lượt thất bại
stats-runs-why = Xem lý do và *Thử lại* trong `/workflow runs`.
stats-runs-kept = Lượt chạy chỉ được giữ 90 ngày, nên những lượt cũ hơn không được tính.
stats-runs-nothing = Không có quy trình nào chạy trong những tuần này. Xem quy trình đang bật bằng `/workflow list`.

stats-reward-chart = Theo từng tuần
stats-reward-holders = { $count ->
    [0] Chưa ai có.
   *[other] { $count } thành viên có.
}
stats-reward-said = { $what }: { $all } trong { $weeks } tuần; tuần trước { $last }, tuần này đến nay { $now }.
