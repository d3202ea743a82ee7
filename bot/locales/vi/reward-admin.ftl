# Words
rewards-kind-badge = Huy hiệu
rewards-kind-voucher = Voucher
rewards-kind-coupon = Phiếu quà
rewards-state-draft = bản nháp
rewards-state-published = đã đăng
rewards-state-archived = đã lưu trữ
rewards-state-planned = đã lên lịch
rewards-state-over = đã kết thúc

# Forms, their fields, and the same words on cards
rewards-section-basics = Cơ bản
rewards-section-price = Giá và số lượng
rewards-section-limits = Giới hạn
rewards-section-picture = Hình ảnh
rewards-section-times = Thời gian
rewards-field-sale-cost = Giá giảm
rewards-hint-sale-cost = Giá trong một thời gian, tính bằng điểm. Để trống: không giảm giá.
rewards-field-sale-until = Giảm giá đến
rewards-hint-sale-until = Theo giờ của máy chủ, ví dụ 2030-12-24 18:00, hoặc 3 ngày 12 giờ tính từ bây giờ.
rewards-field-publish-at = Mở từ
rewards-hint-publish-at = Theo giờ của máy chủ, ví dụ 2030-12-24 18:00, hoặc 3 ngày 12 giờ tính từ bây giờ. Để trống: mở ngay.
rewards-field-unpublish-at = Mở đến
rewards-hint-unpublish-at = Theo giờ của máy chủ, ví dụ 2030-12-31 18:00, hoặc 3 ngày 12 giờ tính từ bây giờ. Để trống: không kết thúc.
rewards-field-announce = Thông báo
rewards-hint-announce = Đăng trong kênh thông báo; không nhắc tên ai. Để trống: không thông báo.
rewards-announce-at_start = Khi mở
rewards-announce-ahead = Ngay bây giờ kèm đếm ngược, và khi mở
rewards-announce-nowhere = ⚠️ Chưa có kênh: hãy chọn bằng `/settings announcements`, rồi đặt lại mục này.
rewards-field-sale = Giảm giá
rewards-sale-on = { $price } đến { $until }
rewards-sale-over = { $price }; đã kết thúc { $until }
rewards-section-delivers = Tự động trao
rewards-field-name = Tên
rewards-field-description = Mô tả
rewards-hint-description = Điều thành viên đọc về phần thưởng.
rewards-field-instructions = Hướng dẫn
rewards-hint-instructions = Điều người giữ phần thưởng đọc: cách sử dụng.
rewards-field-badge-role = Vai trò
rewards-hint-badge-role = Đi kèm huy hiệu. Phải là vai trò mà chính bạn trao được.
rewards-field-delivers = Tự động trao
rewards-field-delivers-role = Vai trò
rewards-hint-delivers-role = Trao ngay cho người mua. Hãy chọn vai trò mà chính bạn trao được.
rewards-field-delivers-days = Trong bao nhiêu ngày
rewards-hint-delivers-days = Hết hạn thì vai trò được gỡ; mua thêm thì cộng ngày. Để trống: vĩnh viễn.
rewards-field-delivers-voucher = Mã của voucher
rewards-hint-delivers-voucher = Thay cho vai trò: tên voucher. Người mua nhận một mã trong kho của nó.
rewards-delivers-role = <@&{ $role }> { $days ->
    [0] vĩnh viễn
   *[other] trong { $days } ngày
}
rewards-delivers-code = một mã của **{ $voucher }**
rewards-role-out-of-reach = ⚠️ Laurel không trao được vai trò này nên thành viên thấy *đã hết*. Trong **Cài đặt máy chủ → Vai trò**, hãy kéo vai trò của Laurel lên trên và cấp quyền *Quản lý vai trò*, hoặc chọn vai trò khác.
rewards-no-code-to-deliver = ⚠️ Không còn mã để trao nên thành viên thấy *đã hết*. Hãy thêm mã bằng `/codes import`.
rewards-field-cost = Giá
rewards-hint-cost = Tính bằng điểm, ví dụ 120.
rewards-field-stock = Số lượng
rewards-hint-stock = Tổng cộng có bao nhiêu, kể cả những phần đã trao.
rewards-field-give-at-most = Trao tối đa
rewards-hint-give-at-most = Tổng số lần trao tối đa, kể cả đã trao. Để trống: trao đến khi hết mã.
rewards-field-expiry = Ngày hết hạn
rewards-hint-expiry = Ngày cuối cùng còn nhận được, ví dụ 2030-12-31. Để trống: không hết hạn.
rewards-field-limit = Giới hạn mỗi người
rewards-hint-limit = Mỗi người được có bao nhiêu. Để trống: không giới hạn.
rewards-field-required-role = Vai trò cần có
rewards-required-role-gone = ⚠️ đã bị xóa nên không ai nhận được. Hãy chọn vai trò khác, hoặc *@everyone* nếu ai cũng được nhận.
rewards-hint-required-role = Chỉ ai có vai trò này mới đổi được. Bạn vẫn có thể trao cho bất kỳ ai.
rewards-field-picture = Hình ảnh
rewards-hint-picture = PNG, JPEG, WebP hoặc GIF, tối đa 8 MB. Để trống: giữ nguyên như cũ.
rewards-field-colour = Màu
rewards-hint-colour = Cho huy hiệu chưa có hình ảnh, ví dụ #3A7D44. Để trống: màu hợp với tên.
rewards-field-shape = Hình dáng
rewards-hint-shape = Cho huy hiệu chưa có hình ảnh. Để trống: hình tròn.
rewards-shape-circle = Hình tròn
rewards-shape-shield = Tấm khiên
rewards-shape-star = Ngôi sao
rewards-shape-hexagon = Lục giác
rewards-shape-ribbon = Dải ruy băng
rewards-shape-leaf = Chiếc lá
rewards-colour-green = Xanh lá
rewards-colour-teal = Xanh ngọc
rewards-colour-blue = Xanh dương
rewards-colour-purple = Tím
rewards-colour-pink = Hồng
rewards-colour-red = Đỏ
rewards-colour-orange = Cam
rewards-colour-gold = Vàng
rewards-colour-brown = Nâu
rewards-colour-grey = Xám
rewards-field-codes = Mã

# What came of it
rewards-created = Đã lưu thành bản nháp. Chỉ quản lý nhìn thấy cho đến khi bạn bấm *Đăng*.
rewards-saved = Đã lưu.
rewards-unchanged = Nội dung giống như cũ nên không có gì thay đổi.
rewards-extended = { $count } phiếu quà mà thành viên đang giữ nay dùng được lâu hơn.
rewards-published = { $kind ->
    [coupon] Đã đăng: thành viên thấy phiếu quà này trong `/store`.
   *[other] Đã đăng: nay có thể trao, và thành viên thấy trong `/store` ở mục *Nhận nhờ hoạt động*.
}
rewards-published-without-codes = Đã đăng, nhưng chưa thể trao: hãy thêm mã bằng `/codes import`.
rewards-published-sold-out = Đã đăng, nhưng không còn phần nào nên thành viên thấy *đã hết*. Hãy tăng số lượng để bán tiếp.
rewards-planned = Đã lên lịch: thành viên nhận được khi phần thưởng mở. Cho đến lúc đó bạn vẫn có thể thay đổi mọi thứ.
rewards-unpublished = Đã ngừng đăng. Những gì thành viên đang giữ vẫn là của họ.
rewards-archived = Đã lưu trữ. Những gì thành viên đang giữ vẫn là của họ, và tên này dùng lại được.

# The card
rewards-to-do = Cần làm trước khi đăng
rewards-publish = Đăng
rewards-publish-now = Đăng ngay
rewards-unpublish = Ngừng đăng
rewards-preview = Xem trước
rewards-drop-picture = Gỡ hình ảnh
rewards-archive = Lưu trữ
rewards-no-description = Chưa có mô tả: hãy thêm trong mục *Cơ bản*.
rewards-not-set = chưa đặt
rewards-stock = còn { $left }/{ $total }
rewards-codes = { $count ->
    [0] chưa có mã dùng được; hãy thêm bằng `/codes import`
   *[other] { $count } mã dùng được
}
rewards-limit = { $limit ->
    [0] không giới hạn
   *[other] { $limit } lần
}
rewards-expired = đã hết hạn sau ngày { DATETIME($day, dateStyle: "long") }
rewards-preview-means = Sau khi đăng, thành viên sẽ thấy phần thưởng như thế này trong `/store`.
rewards-archive-question = Lưu trữ { $reward }?
rewards-archive-means = Không thể hoàn tác: sẽ không đổi hay trao được nữa. { $granted ->
    [0] Chưa ai giữ phần nào.
   *[other] Đã trao { $granted } phần; những phần đó vẫn thuộc về thành viên.
}
rewards-archive-sources = ⚠️ Phần thưởng này đang được trao bởi { $ways }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } cách khác
}. Hãy chọn phần thưởng khác ở đó trước, nếu không sẽ không còn gì được trao.

# The list
rewards-list-title = { $count } phần thưởng
rewards-list-empty = Chưa có phần thưởng nào. Hãy tạo phần thưởng đầu tiên bằng `/reward create`.
rewards-list-all-archived = Mọi phần thưởng đều đã được lưu trữ. `/reward list` kèm *state* sẽ hiện chúng; tạo phần thưởng mới bằng `/reward create`.
rewards-list-none = Không có phần thưởng nào như vậy. `/reward list` không kèm tùy chọn sẽ hiện bản nháp và phần thưởng đã đăng.
rewards-list-pick = Mở một phần thưởng…
rewards-given = { $count ->
    [0] chưa trao
   *[other] đã trao { $count }
}

# How it fares
rewards-count = { $count }
rewards-stats-given = Đã trao
rewards-stats-sources = Nguồn
rewards-stats-states = Hiện tại
rewards-stats-revoked = Đã thu hồi
rewards-stats-points = Thành viên đã trả
rewards-source-claim = { $count } do mua
rewards-source-manager = { $count } do quản lý trao
rewards-source-goal = { $count } nhờ mục tiêu
rewards-source-workflow = { $count } nhờ quy trình
rewards-source-raffle = { $count } nhờ rút thăm
rewards-source-delivery = { $count } do phiếu quà tự giao
rewards-grant-held = { $count } đang giữ
rewards-grant-used = { $count } đã dùng
rewards-grant-expired = { $count } đã hết hạn
rewards-code-available = { $count } trong kho
rewards-code-assigned = { $count } chờ nhận
rewards-code-claimed = { $count } đã nhận
rewards-code-expired = { $count } đã hết hạn
rewards-code-void = { $count } đã hủy

# Ai đang có một phần thưởng
holders-title = Ai có { $reward }{ $count ->
    [0] {""}
   *[other] {" "}· { $count }
}
holders-none = Chưa ai có phần thưởng này. Hãy trao cho ai đó bằng `/grant member`.
holders-none-such = Không ai có phần thưởng này ở trạng thái đó.
holders-all = Tất cả
holders-state-badge = Đang có
holders-state-claim = Chưa nhận mã
holders-state-show = Đã nhận mã
holders-state-use = Chưa dùng
holders-state-on-its-way = Đang được trao
holders-state-delivered = Đã trao
holders-state-returned = Không trao được
holders-state-used = Đã dùng
holders-state-expired = Đã hết hạn
holders-state-revoked = Đã bị thu hồi
holders-source-claim = mua với giá { $price }
holders-source-manager = { $by ->
    [none] do quản lý trao
   *[other] do { $by } trao
}
holders-source-goal = nhờ một mục tiêu
holders-source-workflow = nhờ một quy trình
holders-source-raffle = trúng trong một lần rút thăm
holders-source-delivery = do một phiếu quà giao
holders-send = Lấy tệp CSV
holders-sent = Đây là danh sách những ai có **{ $reward }** ({ $count }). Trong tệp, mã chỉ được ghi bằng số thứ tự và các ký tự cuối.
