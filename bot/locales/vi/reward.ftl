# Vì sao ai đó chưa nhận được phần thưởng
reward-not-on-offer = **{ $reward }** hiện không có trong cửa hàng. Hãy dùng `/store` để xem những gì đang có; quản lý đăng phần thưởng bằng `/reward publish`.
reward-expired = **{ $reward }** đã hết hạn. Hãy dùng `/store` để xem những gì đang có; quản lý đặt ngày muộn hơn bằng `/reward edit`.
reward-sold-out = **{ $reward }** đã hết. Hãy bổ sung bằng `/reward edit`, hoặc thêm mã bằng `/codes import`.
reward-sold-out-to-claim = **{ $reward }** đã hết. Hãy xem thứ khác trong `/store`, hoặc hỏi quản lý.
reward-limit-reached = Như vậy là quá nhiều: mỗi người chỉ được có **{ $reward }** { $limit } lần.
reward-not-for-sale = **{ $reward }** không đổi bằng điểm; bạn nhận được nhờ hoạt động ở đây. Điểm chỉ đổi được phiếu quà: xem `/store`.
reward-role-missing = **{ $reward }** dành cho thành viên có vai trò <@&{ NUMBER($role, useGrouping: 0) }>. Khi có vai trò đó, hãy quay lại nhé.

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
reward-badges-are-unlimited = **Số lượng**: huy hiệu không bao giờ hết. Hãy để trống ô này.
reward-stock-needed = **Số lượng**: phiếu quà đã đăng phải có số lượng. Hãy đặt tổng số phiếu.
reward-stock-below-given = **Số lượng**: đã trao { $given } phần, nên tổng số không thể thấp hơn.
reward-bad-limit = **Giới hạn mỗi người**: hãy nhập số nguyên từ { $least } đến { $most }, hoặc để trống nếu không giới hạn.
reward-one-badge-each = **Giới hạn mỗi người**: mỗi người chỉ giữ một huy hiệu cùng loại. Hãy để trống ô này.
reward-bad-date = **Ngày hết hạn**: hãy viết dạng NĂM-THÁNG-NGÀY, ví dụ 2030-12-31, hoặc để trống nếu không có.
reward-date-past = **Ngày hết hạn**: ngày đó đã qua. Hãy chọn { $today } hoặc muộn hơn.
reward-date-needed = **Ngày hết hạn**: { $date } đã qua. Hãy đặt ngày muộn hơn, hoặc bỏ ngày hết hạn.
reward-only-badges-carry-roles = **Vai trò**: chỉ huy hiệu mới kèm vai trò. Hãy để trống ô này.
reward-role-privileged = **Vai trò**: <@&{ NUMBER($role, useGrouping: 0) }> có quyền kiểm duyệt hoặc quản trị, và huy hiệu không bao giờ trao quyền đó. Hãy chọn vai trò không có những quyền này.
reward-role-out-of-reach = **Vai trò**: <@&{ NUMBER($role, useGrouping: 0) }> ngoài tầm với: cả bạn và Laurel đều cần *Quản lý vai trò* và một vai trò cao hơn nó. Hãy chọn vai trò khác, hoặc nhờ quản trị viên.
reward-image-empty = **Hình ảnh**: tệp này trống. Hãy chọn tệp khác.
reward-image-too-large = **Hình ảnh**: tệp nặng { $given } MB; tối đa là { $most } MB. Hãy thu nhỏ rồi thử lại.
reward-image-too-many-pixels = **Hình ảnh**: có quá nhiều điểm ảnh; tối đa là { $most } triệu. Hãy thu nhỏ rồi thử lại.
reward-image-unreadable = **Hình ảnh**: đây không phải PNG, JPEG, WebP hay GIF, hoặc tệp bị hỏng. Hãy lưu lại ở một trong các định dạng này.
