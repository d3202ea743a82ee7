# Nơi tính điểm khác, và ai không được tính điểm
place-title = Nơi tính điểm khác, và ai không được tính
place-none = Mọi nơi đều tính điểm như nhau, và ai cũng được tính điểm.
place-how = Dùng `channel:` cùng `factor:` để một kênh hay cả một danh mục được nhiều hoặc ít điểm hơn; 0 là không có điểm. `action:` chỉ áp dụng cho một hoạt động. `role:` và `member:` để ai đó không được tính điểm và không có trên bảng xếp hạng. Chủ đề tính theo kênh của nó, kênh được xét trước danh mục.
place-nothing = { $where } · { $what ->
    [0] không được điểm
   *[other] { $what }: không được điểm
}
place-times = { $where } · { $what ->
    [0] ×{ NUMBER($times, maximumFractionDigits: 1) }
   *[other] { $what }: ×{ NUMBER($times, maximumFractionDigits: 1) }
}
place-left-out = { $who } · không được tính điểm
place-remove = Trở về bình thường…
place-one-at-once = **channel**: mỗi lần chỉ sửa một thứ: một kênh, một vai trò hoặc một thành viên.
place-which-channel = **channel**: hãy chọn kênh hoặc danh mục cần tính điểm khác.
place-bad-factor = **factor**: hãy nhập một số từ 0 đến 10, tối đa một chữ số thập phân, như 0.5 hoặc 2.
place-too-many = **channel**: mỗi máy chủ có tối đa { $most } nơi tính điểm khác. Hãy cho bớt một nơi trở về bình thường.
left-out-everybody = **role**: ai cũng có @everyone. Muốn ngừng tính điểm, hãy cho các hoạt động 0 điểm bằng `/points rules`.
left-out-too-many = **role**: chỉ loại được tối đa { $most }. Hãy cho bớt một bên được tính điểm lại.

# Một thay đổi, trước khi lưu
change-title = Lưu thay đổi này?
change-removes = Hoạt động { $action } bị xóa và không được điểm nữa.
change-place-back = { $where } · { $what ->
    [0] tính điểm như những nơi khác
   *[other] { $what }: tính điểm như những nơi khác
}
change-leave-out = { $who } · không được tính điểm, không có trên bảng xếp hạng
change-let-in = { $who } · lại được tính điểm và có trên bảng xếp hạng
change-paid = { $since ->
    [0] Trong 30 ngày qua
   *[other] Từ { $since }
} đã trao **{ POINTS($paid, $currency) }**. Với thay đổi này thì là **{ POINTS($would, $currency) }**.
change-boost-all-the-time = Đó là khi đợt tăng điểm kéo dài suốt thời gian đó.
change-more = Tức là **nhiều hơn { $by }**.
change-less = Tức là **ít hơn { $by }**.
change-same = Sẽ không có gì khác.
change-nothing-happened = { $since ->
    [0] Trong 30 ngày qua
   *[other] Từ { $since }
} không có hoạt động nào liên quan.
change-cut = Ở đây có nhiều hoạt động nên chỉ xét { NUMBER($events) } sự kiện mới nhất.
change-how = Tính theo những gì đã diễn ra, với hạng, nơi tính điểm và quy tắc của hôm nay: thay đổi gần đây của bạn cũng được tính. Điểm đã trao vẫn giữ nguyên.
change-save = Lưu
change-chart = Đã trao, và lẽ ra sẽ trao
change-chart-says = Đã trao: { $paid }. Lẽ ra sẽ trao: { $would }.
change-series-paid = Đã trao
change-series-would = Lẽ ra sẽ trao

# Những gì thành viên được biết
earning-left-out = Bạn không được tính điểm ở đây: các quản lý đã quyết định như vậy.
earning-some-places = { $ways }; có những kênh được nhiều, ít hoặc không được điểm
earning-boost-on = Ngay lúc này mọi hoạt động được **×{ NUMBER($times, maximumFractionDigits: 1) }** { $where }, đến { $ends }.

audit-did-points-place-set = { $actor } đã cho <#{ $channel }> được ×{ NUMBER($times, maximumFractionDigits: 1) } điểm{ $did ->
    [0] {""}
   *[other] {" "}với { $did }
}
audit-did-points-place-removed = { $actor } đã cho <#{ $channel }> tính điểm như những nơi khác{ $did ->
    [0] {""}
   *[other] {" "}với { $did }
}
audit-did-points-role-left-out = { $actor } đã để <@&{ $role }> không được tính điểm và không có trên bảng xếp hạng
audit-did-points-role-let-in = { $actor } đã cho <@&{ $role }> được tính điểm lại
audit-did-points-member-left-out = { $actor } đã để { $member } không được tính điểm và không có trên bảng xếp hạng
audit-did-points-member-let-in = { $actor } đã cho { $member } được tính điểm lại
