# Đợt tăng điểm: trong một thời gian, mọi hoạt động được nhiều điểm hơn
boost-title = Đợt tăng điểm
boost-none = Không có đợt tăng điểm nào đang diễn ra hay sắp tới.
boost-on = **Đang diễn ra**
boost-planned = **Sắp tới**
boost-line = ×{ NUMBER($times, maximumFractionDigits: 1) } { $where } · { $begins } – { $ends } ({ $left })
boost-everywhere = ở mọi nơi
boost-where = trong { $channels }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } kênh khác
}
boost-how = Tạo một đợt bằng `factor:` và `end:`, thêm `start:` nếu để sau. Giờ như `2030-12-24 18:00` tính theo múi giờ { $zone }; `3 ngày` hay `12 giờ` tính từ bây giờ. Nếu nhiều đợt trùng nhau thì đợt cao nhất được tính, đợt cho một kênh được xét trước đợt cho mọi nơi.
boost-end = Kết thúc một đợt…
boost-choice = ×{ NUMBER($times, maximumFractionDigits: 1) } { $where }, từ { $begins }
boost-ended = Đợt tăng điểm đã kết thúc. Điểm đã trao vẫn còn.
boost-announced = Khi bắt đầu sẽ có thông báo, nếu đã chọn kênh thông báo (`/settings announcements`).
boost-silent = Sẽ không có thông báo.
boost-choose-channels = Chỉ trong vài kênh hoặc danh mục…
boost-which-factor = **factor**: được gấp mấy lần điểm?
boost-bad-factor = **factor**: hãy nhập một số từ 1.1 đến 10, tối đa một chữ số thập phân, như 1.5 hoặc 2.
boost-bad-moment-start = **start**: hãy nhập ngày và giờ chưa đến, ví dụ `2030-12-24 18:00`, hoặc bao lâu kể từ bây giờ, ví dụ `3 ngày 12 giờ`. Bỏ trống để bắt đầu ngay.
boost-bad-moment-end = **end**: hãy nhập ngày và giờ chưa đến, ví dụ `2030-12-24 18:00`, hoặc bao lâu kể từ bây giờ, ví dụ `3 ngày 12 giờ`.
boost-bad-end = **end**: đợt tăng điểm phải kết thúc sau khi bắt đầu, và phải sau lúc này.
boost-there-already = Đã có một đợt tăng điểm như vậy cho cả khoảng thời gian đó. Xem các đợt bằng `/points boost`.
boost-too-long = **end**: một đợt tăng điểm dài tối đa { $days } ngày.
boost-too-many-channels = **channel**: một đợt áp dụng cho tối đa { $most } kênh.
boost-too-many = Mỗi máy chủ có tối đa { $most } đợt tăng điểm đang diễn ra hoặc sắp tới. Hãy kết thúc bớt một đợt bằng `/points boost`.

delivery-boost-title = Điểm ×{ NUMBER($times, maximumFractionDigits: 1) }!
delivery-boost = Bây giờ mọi hoạt động có điểm được **×{ NUMBER($times, maximumFractionDigits: 1) }** { $where }, đến { $ends } ({ $left }).

audit-did-points-boost-created = { $actor } đã tạo đợt tăng điểm ×{ NUMBER($times, maximumFractionDigits: 1) } { $channel ->
    [0] ở mọi nơi
   *[other] trong <#{ $channel }>{ $more ->
        [0] {""}
       *[other] {" "}và { $more } kênh khác
    }
}, <t:{ $begins }:f> – <t:{ $ends }:f>
audit-did-points-boost-ended = { $actor } đã kết thúc đợt tăng điểm ×{ NUMBER($times, maximumFractionDigits: 1) } { $channel ->
    [0] ở mọi nơi
   *[other] trong <#{ $channel }>{ $more ->
        [0] {""}
       *[other] {" "}và { $more } kênh khác
    }
}, bắt đầu <t:{ $begins }:f>
