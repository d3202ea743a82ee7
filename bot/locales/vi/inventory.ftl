inventory-title = Phần thưởng của bạn
inventory-empty = Bạn chưa có phần thưởng nào. Xem điểm của bạn đổi được gì bằng `/store`.
inventory-waiting = **Có { $count } mã đang chờ bạn.** Hãy nhận trước khi hết hạn.
inventory-claim-code = Nhận mã
inventory-show-code = Xem mã
inventory-use = Dùng
inventory-your-code = Mã của bạn đây:
inventory-show-this = Đưa mã này cho quản lý để dùng phiếu quà của bạn:
inventory-only-you = Chỉ mình bạn thấy nội dung này. Bạn có thể xem lại bất cứ lúc nào trong `/rewards`.
inventory-state-badge = Huy hiệu
inventory-state-claim = Chưa nhận mã
inventory-state-show = Đã nhận mã
inventory-state-use = Sẵn sàng sử dụng
inventory-state-used = Đã dùng
inventory-state-on-its-way = Đang được trao cho bạn
inventory-state-delivered = Đã trao
inventory-state-returned = Không trao được nên đã thu lại
inventory-state-expired = Đã hết hạn
inventory-state-revoked = Đã bị quản lý thu hồi
inventory-code-expired = Mã này đã hết hạn trước khi được nhận nên không thể hiển thị nữa. Hãy hỏi quản lý nếu bạn thấy chưa đúng.
inventory-code-withdrawn = Quản lý đã thu hồi mã này. Nếu thấy chưa đúng, bạn hãy hỏi họ.
inventory-role = <@&{ $role }> là của bạn { $until ->
    [0] vĩnh viễn
   *[other] đến <t:{ NUMBER($until, useGrouping: 0) }:f> (<t:{ NUMBER($until, useGrouping: 0) }:R>)
}.
