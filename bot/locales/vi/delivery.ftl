delivery-granted = Bạn nhận được { $reward }
delivery-granted-by = Quà từ **{ $server }**.
delivery-code-withdrawn = Quản lý đã thu hồi mã **{ $reward }** của bạn. Nếu thấy chưa đúng, bạn hãy hỏi họ.
delivery-badges-title = { $count ->
   *[other] Huy hiệu mới
}
delivery-badge = { $member } đã đạt **{ $reward }**
delivery-bulk = Nhiều bạn vừa nhận được **{ $reward }**. Bấm để xem phần của bạn.
delivery-my-rewards = Phần thưởng của tôi
delivery-pool-low = **{ $reward }** sắp hết mã dùng được. Hãy bổ sung bằng `/codes import`.
delivery-pool-empty = **{ $reward }** không còn mã dùng được. Hãy bổ sung bằng `/codes import`.
