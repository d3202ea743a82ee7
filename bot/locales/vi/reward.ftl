# Vì sao ai đó chưa nhận được phần thưởng
reward-not-on-offer = **{ $reward }** hiện không có trong cửa hàng. Hãy dùng `/store` để xem những gì đang có.
reward-no-more-on-offer = **{ $reward }** không còn nữa: thời gian mở bán kết thúc <t:{ NUMBER($at, useGrouping: 0) }:f>. Hãy dùng `/store` để xem những gì đang có.
reward-not-yet-on-offer = **{ $reward }** bán từ <t:{ NUMBER($at, useGrouping: 0) }:F> (<t:{ NUMBER($at, useGrouping: 0) }:R>). Hãy quay lại lúc đó nhé.
reward-expired = **{ $reward }** đã hết hạn. Hãy dùng `/store` để xem những gì đang có.
reward-sold-out = **{ $reward }** đã hết.
reward-sold-out-to-claim = **{ $reward }** đã hết. Hãy xem thứ khác trong `/store`, hoặc hỏi quản lý.
reward-limit-reached = Đã đạt giới hạn: mỗi người chỉ được nhận **{ $reward }** tối đa { $limit } lần.
reward-limit-reached-to-claim = Bạn đã có đủ **{ $reward }**: mỗi người chỉ được nhận tối đa { $limit } lần.
reward-not-for-sale = **{ $reward }** không đổi bằng điểm; bạn nhận được nhờ hoạt động ở đây. Điểm chỉ đổi được phiếu quà: xem `/store`.
reward-role-not-yours = **{ $reward }** đi kèm <@&{ $role }>, và bạn không đủ quyền với vai trò này: cần quyền *Quản lý vai trò* và một vai trò cao hơn nó. Hãy nhờ người có đủ cả hai.
reward-role-missing = **{ $reward }** dành cho thành viên có vai trò <@&{ NUMBER($role, useGrouping: 0) }>. Khi có vai trò đó, hãy quay lại nhé.
reward-required-role-gone = Hiện chưa nhận được **{ $reward }**. Hãy quay lại sau, hoặc hỏi quản lý.
reward-role-held = **{ $reward }** trao vai trò <@&{ $role }>, mà người này đã có sẵn vai trò đó.
reward-role-held-to-claim = Bạn đã có <@&{ $role }> rồi nên không cần mua nữa. Điểm của bạn vẫn còn nguyên.
reward-codes-held = **{ $reward }** trao một mã, mà người này đã có đủ số mã được phép.
reward-codes-held-to-claim = **{ $reward }** trao một mã, mà bạn đã có đủ số mã được phép.
reward-role-deleted = **Vai trò**: vai trò bạn chọn đã bị xóa. Hãy chọn vai trò khác.

# Tìm và sửa phần thưởng
reward-no-such = Không có phần thưởng nào tên là “{ $given }”. Hãy chọn trong danh sách hiện ra khi bạn gõ.
reward-is-archived = **{ $reward }** đã được lưu trữ và không thể thay đổi nữa. Hãy tạo phần thưởng mới; bạn có thể dùng lại tên này.
reward-name-taken = **Tên**: đã có phần thưởng khác tên là “{ $given }”. Hãy chọn tên khác, hoặc lưu trữ phần thưởng kia.
reward-bad-name = **Tên**: hãy dùng từ 1 đến { $most } ký tự (bạn đã nhập { $given }).
reward-bad-description = **Mô tả**: hãy dùng tối đa { $most } ký tự (bạn đã nhập { $given }).
reward-bad-instructions = **Hướng dẫn**: hãy dùng tối đa { $most } ký tự (bạn đã nhập { $given }).
reward-bad-cost = **Giá**: hãy nhập số điểm nguyên từ { $least } đến { $most }.
reward-only-coupons-cost = **Giá**: chỉ phiếu quà mới có giá. Huy hiệu và voucher được nhận nhờ hoạt động; hãy để trống ô này.
reward-cost-needed = **Giá**: phiếu quà đã đăng phải có giá. Hãy đặt số điểm cần trả.
reward-bad-stock = **Số lượng**: hãy nhập số nguyên từ { $least } đến { $most }.
reward-codes-are-counted = **Số lượng**: có bao nhiêu mã thì có bấy nhiêu phần. Hãy thêm mã bằng `/codes import` và để trống ô này.
reward-bad-give-at-most = **Trao tối đa**: hãy nhập số nguyên từ { $least } đến { $most }, hoặc để trống.
reward-only-vouchers-give-at-most = **Trao tối đa**: chỉ dành cho voucher. Hãy để trống ô này.
reward-give-at-most-below-given = **Trao tối đa**: đã trao hoặc để dành cho rút thăm { $given } lần nên không thể ít hơn.
reward-badges-are-unlimited = **Số lượng**: huy hiệu không bao giờ hết. Hãy để trống ô này.
reward-stock-needed = **Số lượng**: phiếu quà đã đăng phải có số lượng. Hãy đặt tổng số phiếu quà.
reward-stock-below-given = **Số lượng**: đã trao hoặc để dành cho rút thăm { $given } phần, nên tổng số không thể thấp hơn.
reward-bad-limit = **Giới hạn mỗi người**: hãy nhập số nguyên từ { $least } đến { $most }, hoặc để trống nếu không giới hạn.
reward-one-badge-each = **Giới hạn mỗi người**: mỗi huy hiệu chỉ nhận được một lần. Hãy để trống ô này.
reward-bad-date = **Ngày hết hạn**: hãy viết dạng NĂM-THÁNG-NGÀY, ví dụ 2030-12-31, hoặc để trống nếu không có.
reward-date-past = **Ngày hết hạn**: ngày đó đã qua. Hãy chọn { $today } hoặc muộn hơn.
reward-date-needed = **Ngày hết hạn**: { $date } đã qua. Hãy đặt ngày muộn hơn, hoặc bỏ ngày hết hạn.
reward-bad-publish-at = **Mở từ**: hãy nhập ngày và giờ chưa đến, ví dụ 2030-12-24 18:00, hoặc 3 ngày 12 giờ tính từ bây giờ. Để trống: mở ngay.
reward-bad-unpublish-at = **Mở đến**: hãy nhập ngày và giờ chưa đến, ví dụ 2030-12-24 18:00, hoặc 3 ngày 12 giờ tính từ bây giờ. Để trống: không kết thúc.
reward-bad-sale-until = **Giảm giá đến**: hãy nhập ngày và giờ chưa đến, ví dụ 2030-12-24 18:00, hoặc 3 ngày 12 giờ tính từ bây giờ. Để trống cùng với giá giảm: không giảm giá.
reward-bad-sale-cost = **Giá giảm**: hãy nhập số điểm nguyên từ { $least } đến { $most }, hoặc để trống nếu không giảm giá.
reward-ends-before-it-begins = **Mở đến**: thời điểm này không muộn hơn lúc mở. Hãy chọn thời điểm muộn hơn, hoặc để trống.
reward-end-needed = **Mở đến**: thời điểm đó đã qua. Hãy chọn thời điểm muộn hơn, hoặc để trống.
reward-sale-needs-price = **Giá giảm**: đợt giảm giá cần có giá. Hãy nhập giá, hoặc xóa thời điểm kết thúc giảm giá.
reward-sale-needs-end = **Giảm giá đến**: đợt giảm giá cần ngày và giờ kết thúc chưa đến, ví dụ 2030-12-24 18:00, hoặc 3 ngày 12 giờ tính từ bây giờ.
reward-sale-before-start = **Giảm giá đến**: đợt giảm giá sẽ kết thúc trước khi phần thưởng mở. Hãy chọn thời điểm muộn hơn.
reward-sale-not-cheaper = **Giá giảm**: phải thấp hơn giá thường{ $cost ->
    [0] , mà giá thường chưa được đặt
   *[other] {" "}là { $cost }
}.
reward-only-coupons-are-sold = Chỉ phiếu quà mới có giảm giá hoặc thông báo. Huy hiệu và voucher là để giành lấy; hãy để trống mục này.
reward-bad-announce = **Thông báo**: hãy chọn một mục trong danh sách, hoặc để trống.
reward-only-badges-carry-roles = **Vai trò**: chỉ huy hiệu mới kèm vai trò. Hãy để trống ô này.
reward-only-coupons-deliver = **Tự động trao**: chỉ phiếu quà mới có. Hãy để trống ô này.
reward-bad-days = **Trong bao nhiêu ngày**: hãy nhập số nguyên từ { $least } đến { $most }, hoặc để trống nếu trao vai trò vĩnh viễn.
reward-days-need-a-role = **Trong bao nhiêu ngày**: hãy chọn thêm vai trò, hoặc để trống ô này.
reward-in-a-raffle = **Mã của voucher**: một số phần của coupon này đang để dành cho rút thăm, mà không giữ mã lại cho chúng được. Hãy chọn khi cuộc rút thăm đã xong.
reward-delivers-one-thing = **Tự động trao**: hãy chọn vai trò hoặc voucher, không chọn cả hai.
reward-no-such-voucher = **Mã của voucher**: không có voucher nào tên là “{ $given }”. Hãy tạo trước bằng `/reward create`, hoặc kiểm tra lại tên.
reward-bad-colour = **Màu**: hãy viết dạng #RRGGBB, ví dụ #3A7D44, hoặc để trống để tên quyết định màu.
reward-bad-shape = **Hình dáng**: hãy chọn trong danh sách, hoặc để trống.
reward-only-badges-have-colours = **Màu**: chỉ huy hiệu mới có. Hãy để trống ô này, hoặc tải hình ảnh lên.
reward-only-badges-have-shapes = **Hình dáng**: chỉ huy hiệu mới có. Hãy để trống ô này, hoặc tải hình ảnh lên.
reward-role-privileged = **Vai trò**: <@&{ NUMBER($role, useGrouping: 0) }> có quyền kiểm duyệt hoặc quản trị nên Laurel không bao giờ trao vai trò này. Hãy chọn vai trò không có các quyền đó.
reward-role-out-of-reach = **Vai trò**: không đủ quyền với vai trò <@&{ NUMBER($role, useGrouping: 0) }>: cả bạn và Laurel đều cần quyền *Quản lý vai trò* và một vai trò cao hơn nó. Hãy chọn vai trò khác, hoặc kéo vai trò của Laurel lên cao hơn trong **Cài đặt máy chủ → Vai trò**.
reward-role-everybody = **Vai trò**: ai cũng đã có @everyone. Hãy chọn vai trò mà chỉ một số thành viên có.
reward-role-managed = **Vai trò**: <@&{ NUMBER($role, useGrouping: 0) }> là vai trò của một ứng dụng, của người nâng cấp máy chủ hoặc của gói đăng ký, nên chỉ Discord trao được. Hãy chọn vai trò khác.
reward-image-empty = **Hình ảnh**: tệp này trống. Hãy chọn tệp khác.
reward-image-too-large = **Hình ảnh**: tệp nặng { $given } MB; tối đa là { $most } MB. Hãy thu nhỏ rồi thử lại.
reward-image-too-many-pixels = **Hình ảnh**: có quá nhiều điểm ảnh; tối đa là { $most } triệu. Hãy thu nhỏ rồi thử lại.
reward-image-too-many-frames = **Hình ảnh**: ảnh động có quá nhiều khung hình; tối đa là { $most }. Hãy cắt ngắn rồi thử lại.
reward-image-too-costly = **Hình ảnh**: mở tệp này tốn quá nhiều thời gian hoặc bộ nhớ. Hãy lưu lại hoặc thu nhỏ rồi thử lại.
reward-image-busy = **Hình ảnh**: máy chủ này đang có nhiều ảnh chờ xử lý. Hãy thử lại sau giây lát.
reward-image-unreadable = **Hình ảnh**: đây không phải PNG, JPEG, WebP hay GIF, hoặc tệp bị hỏng. Hãy lưu lại ở một trong các định dạng này.

# What managers can do about it
hint-reward-not-on-offer = Hãy đăng bằng `/reward publish`.
hint-reward-no-more-on-offer = Hãy đăng thêm thời gian bằng `/reward publish`.
hint-reward-not-yet-on-offer = Hãy đăng ngay bằng `/reward publish`.
hint-reward-expired = Hãy đặt ngày muộn hơn bằng `/reward edit`.
hint-reward-sold-out = { $kind ->
    [voucher] Hãy thêm mã bằng `/codes import`, hoặc tăng *Trao tối đa* bằng `/reward edit`.
    [coupon] Hãy tăng số lượng bằng `/reward edit`.
    [role] Laurel không trao được vai trò của phiếu quà này. Trong **Cài đặt máy chủ → Vai trò**, hãy kéo vai trò của Laurel lên trên và cấp quyền *Quản lý vai trò*, hoặc chọn vai trò khác bằng `/reward edit`.
    [codes] Không còn mã để trao: hãy thêm mã bằng `/codes import`, và kiểm tra xem voucher đã được đăng chưa.
   *[other] Hãy tăng số lượng bằng `/reward edit`, hoặc thêm mã bằng `/codes import`.
}
hint-store-empty = Hãy tạo phần thưởng bằng `/reward create`.
hint-goals-empty = Hãy tạo mục tiêu bằng `/goal create`.
