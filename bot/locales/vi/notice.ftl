# What managers are told; causes of others are in the files of their families
notice-pool-low = **{ $reward }** sắp hết mã dùng được. Hãy bổ sung bằng `/codes import`.
notice-pool-empty = **{ $reward }** không còn mã dùng được. Hãy bổ sung bằng `/codes import`.
notice-messages-refused = Hiện Discord không cho Laurel gửi tin nhắn trực tiếp. Laurel tự thử lại sau vài phút; trong lúc đó, mọi thứ thành viên nhận được đều chờ trong `/rewards` của họ. Nếu gấp, hãy báo cho họ trong một kênh.
notice-workflow-failed = Quy trình **{ $workflow }** có một lượt bị lỗi. { $because } Hãy sửa rồi bấm *Thử lại* trong `/workflow runs`.
notice-goal-failed = Không trao được phần thưởng của mục tiêu **{ $goal }**. { $because } Hãy sửa rồi bấm *Thử lại* trong `/workflow runs`.
notice-event-failed = Do Laurel gặp lỗi, một việc đã xảy ra nhưng chưa được xử lý, nên chưa có gì được trao. Log của Laurel ghi rõ lý do (sự kiện { $event }).
notice-gone-manager = Vai trò **{ $gone }** đã bị xóa, nên người giữ vai trò đó không còn là quản lý. Hãy chọn vai trò khác bằng `/settings managers`.
notice-gone-mark = Vai trò **{ $gone }** đã bị xóa. Vai trò này gắn với **{ $subject }**. Hãy gắn vai trò khác bằng `/settings memberships`.
notice-gone-tier = Vai trò **{ $gone }** đã bị xóa, hạng của nó cũng mất theo. Hãy tạo hạng khác bằng `/settings tiers`.
notice-gone-required = Vai trò **{ $gone }** đã bị xóa. **{ $reward }** yêu cầu vai trò này nên tạm thời không ai nhận được. Hãy chọn vai trò khác bằng `/reward edit`, hoặc *@everyone* nếu ai cũng được nhận.
notice-gone-badge = Vai trò **{ $gone }** đã bị xóa, nên huy hiệu **{ $reward }** không còn kèm vai trò. Hãy chọn vai trò khác bằng `/reward edit`.
notice-gone-delivered = Vai trò **{ $gone }** đã bị xóa. **{ $reward }** trao vai trò này nên tạm thời hết hàng. Hãy chọn vai trò khác bằng `/reward edit`.
notice-role-not-for-sale = Laurel không trao được <@&{ $role }>, nên { $count ->
    [one] **{ $reward }**
   *[other] **{ $reward }** và phiếu quà khác
} tạm hết hàng. Trong **Cài đặt máy chủ → Vai trò**, hãy kéo vai trò của Laurel lên trên và cấp quyền *Quản lý vai trò*. Vai trò có quyền kiểm duyệt thì không bao giờ được trao.
notice-coupon-returned = **{ $reward }** của <@{ $member }> không trao được: { $because } Phiếu quà đã được thu lại, và số điểm đã trả đã về ví của họ.
delivery-failed-role-gone = vai trò đã bị xóa.
delivery-failed-role-out-of-reach = Laurel không trao được <@&{ $role }>.
delivery-failed-nothing-to-change = họ vừa có <@&{ $role }> từ nơi khác.
delivery-failed-member-left = họ đã rời máy chủ.
delivery-failed-other = suốt một ngày Discord không nhận yêu cầu trao <@&{ $role }>.
notice-gone-announcements = Kênh **{ $gone }** đã bị xóa, nên tạm thời không có thông báo nào. Hãy chọn kênh khác bằng `/settings announcements`.
notice-gone-leaderboard = Kênh **{ $gone }** đã bị xóa, nên bảng xếp hạng không còn được đăng ở đó. Hãy chọn kênh khác bằng `/settings leaderboard`.
notice-gone-notices = Kênh **{ $gone }** đã bị xóa, nên thông báo cho quản lý chỉ còn ở `/settings notices`. Hãy chọn kênh khác ở đó.
notice-gone-raffle-role = Vai trò **{ $gone }** đã bị xóa. Cuộc rút thăm **{ $reward }** yêu cầu vai trò này nên không ai tham gia hay trúng được. Hãy hủy bằng `/raffle end` rồi tạo cuộc khác.
notice-gone-raffle-channel = Kênh **{ $gone }** đã bị xóa, thẻ của cuộc rút thăm **{ $reward }** cũng mất theo nên không ai tham gia thêm được. Cuộc rút thăm vẫn diễn ra như đã định; `/raffle list` cho biết ai trúng.
notice-gone-workflow = **{ $gone }** đã bị xóa. Quy trình **{ $workflow }** có dùng đến nên đã được tắt. Hãy chọn cái khác bằng `/workflow edit` rồi bật lại.
notice-undelivered-channel-gone = Một kênh mà Laurel cần đăng không còn nữa (<#{ $channel }>). Hãy chọn kênh khác bằng `/settings announcements`, hoặc trong quy trình dùng kênh đó.
notice-undelivered-channel-closed = Laurel không có quyền đăng trong <#{ $channel }>. Hãy cho phép *Xem kênh*, *Gửi tin nhắn*, *Nhúng liên kết* và *Đính kèm tệp* ở đó.
notice-undelivered-role-gone = Một vai trò mà Laurel cần trao đã bị xóa. Hãy chọn vai trò khác ở nơi dùng nó: huy hiệu bằng `/reward edit`, hạng bằng `/settings tiers`, hoặc quy trình.
notice-undelivered-role-out-of-reach = Laurel không đủ quyền để trao hay gỡ <@&{ $role }>. Trong **Cài đặt máy chủ → Vai trò**, hãy kéo vai trò của Laurel lên cao hơn và cấp quyền *Quản lý vai trò*; vai trò có quyền quản trị thì không bao giờ được trao.
notice-undelivered-refused = Discord không nhận một số thứ Laurel gửi (lỗi { $code }). `/settings notices` cho biết số lượng; `python -m bot doctor` có thể cho biết còn thiếu gì.
notice-undelivered-away = Một số tin nhắn chưa gửi được hoặc vai trò chưa trao được vì không liên lạc được với Discord suốt một ngày. `/settings notices` cho biết số lượng.
notice-undelivered-slowed-down = Một số tin nhắn chưa gửi được hoặc vai trò chưa trao được vì Discord giới hạn tần suất gửi suốt một ngày. `/settings notices` cho biết số lượng.
notice-undelivered-not-taken = Một lệnh gọi của quy trình **{ $workflow }** đến chương trình khác không tới nơi. { $because }
notice-undelivered-stumbled = Một số tin nhắn chưa gửi được hoặc vai trò chưa trao được suốt một ngày vì Laurel gặp lỗi. `/settings notices` cho biết số lượng, log của Laurel ghi rõ lý do.
notice-undelivered-unsure = Một số tin nhắn có thể chưa đến: kết nối đứt đúng lúc gửi, và Laurel không gửi lại để khỏi gửi hai lần. `/settings notices` cho biết số lượng.
notice-no-outgoing-secret = Lệnh gọi của quy trình đến chương trình khác đang phải chờ: chúng được ký bằng khóa riêng mà khóa đó chưa có. Hãy tạo bằng `/settings webhooks` rồi đưa vào các chương trình đó.
notice-undelivered-no-secret = Lệnh gọi của quy trình đến chương trình khác đã chờ một tháng và bị bỏ: không có khóa để ký. Hãy tạo khóa bằng `/settings webhooks`.
notice-latest = **Thông báo gần đây cho quản lý**
notice-undelivered = **Những thứ không gửi được trong 30 ngày qua**
notice-undelivered-line = { $count } × { $kind }: { $why } ({ $when })
audit-did-settings-waiting-notice = { $actor } đã { $after ->
    [True] bật
   *[other] tắt
} thông báo công khai rằng có phần thưởng đang chờ
notice-gone-left-out = Vai trò **{ $gone }** đã bị xóa. Người giữ vai trò này trước đây không được tính điểm, nay lại được tính. Hãy loại vai trò khác bằng `/points places`.
notice-gone-place = **{ $gone }** đã bị xóa, cùng với cách tính điểm riêng ở đó. Nếu là danh mục, các kênh của nó nay tính điểm như những nơi khác; có thể sửa bằng `/points places`.
notice-gone-boost = **{ $gone }** đã bị xóa, nên đợt tăng điểm ở đó kết thúc, hoặc chỉ còn ở các kênh khác. Xem `/points boost`.
