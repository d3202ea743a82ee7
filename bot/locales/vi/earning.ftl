# Những gì được điểm, như trong danh sách
earning-action-post_created = Tin nhắn
earning-action-comment_created = Trả lời
earning-action-daily_login = Hoạt động đầu tiên trong ngày
earning-action-like_received = Được người khác thả biểu cảm
earning-action-voice_minute = Mỗi phút trong kênh thoại
earning-action-event_checkin = Tham dự sự kiện
earning-action-lesson_complete = Hoàn thành bài học
earning-action-quiz_pass = Vượt qua bài kiểm tra
earning-action-course_complete = Hoàn thành khóa học
earning-action-membership_purchase = Mua gói hội viên
earning-action-membership_renewal = Gia hạn gói hội viên

# Cách kiếm điểm
earning-by-post_created = viết tin nhắn (mỗi tin { POINTS($points, $currency) })
earning-by-comment_created = trả lời người khác (mỗi lần { POINTS($points, $currency) })
earning-by-daily_login = tham gia mỗi ngày ({ POINTS($points, $currency) })
earning-by-like_received = được thả biểu cảm (mỗi lần { POINTS($points, $currency) })
earning-by-voice_minute = vào kênh thoại (mỗi phút { POINTS($points, $currency) })
earning-by-event_checkin = tham dự sự kiện (mỗi lần { POINTS($points, $currency) })
earning-by-lesson_complete = hoàn thành bài học (mỗi bài { POINTS($points, $currency) })
earning-by-quiz_pass = vượt qua bài kiểm tra (mỗi bài { POINTS($points, $currency) })
earning-by-course_complete = hoàn thành khóa học (mỗi khóa { POINTS($points, $currency) })
earning-by-membership_purchase = mua gói hội viên ({ POINTS($points, $currency) })
earning-by-membership_renewal = gia hạn gói hội viên ({ POINTS($points, $currency) })
earning-by-custom = { $action } (mỗi lần { POINTS($points, $currency) })
earning-or = { $ways } hoặc { $last }
earning-not-enough = { $refusal } Hãy kiếm thêm bằng cách { $ways }.

# Điểm đến từ đâu
earning-for-post_created = nhờ một tin nhắn
earning-for-comment_created = nhờ một câu trả lời
earning-for-daily_login = nhờ tham gia trong ngày
earning-for-like_received = nhờ một biểu cảm
earning-for-voice_minute = nhờ thời gian trong kênh thoại
earning-for-event_checkin = nhờ tham dự một sự kiện
earning-for-lesson_complete = nhờ một bài học
earning-for-quiz_pass = nhờ một bài kiểm tra
earning-for-course_complete = nhờ một khóa học
earning-for-membership_purchase = nhờ một gói hội viên
earning-for-membership_renewal = nhờ gia hạn gói hội viên
earning-for-custom = nhờ { $action }

# Quy tắc, dành cho quản lý
earning-rules-title = Hoạt động được điểm
earning-rule = **{ $action }** · { POINTS($points, $currency) }
earning-rule-nothing = **{ $action }** · không được điểm
earning-cap = tối đa { $count } lần mỗi ngày
earning-apart-seconds = cách nhau ít nhất { $count } giây
earning-apart-minutes = cách nhau ít nhất { $count } phút
earning-how = Sửa một quy tắc bằng `/points rules action:`, hoặc đặt tên cho hoạt động riêng bằng `name:` để webhook gửi đến với loại `custom`.
earning-one-how = Sửa bằng `points:`, `daily_cap:` và `cooldown:`; trở về như ban đầu bằng `reset:`.
earning-reset = Hoạt động này trở về như ban đầu.
earning-removed = Đã xóa hoạt động này. Điểm đã trao vẫn còn.

earning-which-action = **action**: hãy chọn hoạt động cần sửa, hoặc đặt tên mới bằng `name:`.
earning-reset-alone = **reset**: tùy chọn này đưa về như ban đầu, nên hãy bỏ trống các tùy chọn khác. Để tự đặt, hãy bỏ trống `reset:`.
earning-action-or-name = **name**: hoạt động đã có thì giữ nguyên tên. Chỉ dùng `action:` hoặc `name:`.
earning-points-needed = **points**: hãy cho biết hoạt động mới được bao nhiêu điểm.
earning-bad-name = **name**: dùng tối đa { $most } chữ cái, chữ số, dấu cách, `_`, `-` hoặc `.`, bắt đầu bằng chữ cái hoặc chữ số.
earning-action-known = **name**: đã có hoạt động { $name }. Hãy sửa bằng `action:`.
earning-too-many-actions = **name**: mỗi máy chủ đặt được tối đa { $most } hoạt động. Hãy xóa bớt một hoạt động bằng `reset:`.
earning-no-such-action = Không có hoạt động nào tên “{ $given }”. Hãy chọn trong danh sách gợi ý; `/points rules` hiện tất cả.
earning-bad-points = **points**: hãy nhập một số nguyên từ 0 đến { $most }; 0 là không được điểm.
earning-bad-cap = **daily_cap**: hãy nhập một số nguyên từ 0 đến { $most }; 0 là không giới hạn.
earning-bad-cooldown = **cooldown**: hãy nhập số giây, từ 0 đến { $most }.

# Hạng
tier-title = Hạng
tier-none = Chưa có hạng nào. Hãy chọn một vai trò làm hạng bằng `/settings tiers role:`.
tier-line = **{ $rank }** · { $role } · ×{ NUMBER($times, maximumFractionDigits: 2) }
tier-from = từ { POINTS($threshold, $currency) } tích lũy
tier-how = Hạng cao nhất của thành viên nhân số điểm họ kiếm được. Hạng có mốc điểm được trao tự động.
tier-remove = Xóa một hạng…
tier-gone-role = một vai trò đã bị xóa ({ $id })
tier-removed = { $role } không còn là hạng. Ai đang có vai trò này vẫn giữ.
tier-which-role = **role**: hãy chọn vai trò của hạng cần sửa.
tier-role-privileged = **role**: <@&{ NUMBER($role, useGrouping: 0) }> có quyền kiểm duyệt hoặc quản trị nên Laurel không bao giờ trao vai trò này. Hãy chọn vai trò không có các quyền đó.
tier-role-out-of-reach = **role**: không đủ quyền với vai trò <@&{ NUMBER($role, useGrouping: 0) }>: để đặt mốc điểm, cả bạn và Laurel đều cần quyền *Quản lý vai trò* và một vai trò cao hơn nó. Hãy bỏ mốc điểm (0) để vai trò chỉ nhân điểm, hoặc chọn vai trò khác.
tier-role-managed = **role**: chỉ Discord trao được <@&{ NUMBER($role, useGrouping: 0) }>, vai trò của một ứng dụng, của người nâng cấp máy chủ hoặc của gói đăng ký. Hãy chọn vai trò khác, hoặc đặt mốc điểm là 0: khi đó hạng chỉ nhân điểm.
tier-role-everybody = **role**: ai cũng có @everyone, vì vậy hãy đổi số điểm của hoạt động bằng `/points rules`.
tier-too-many = **role**: mỗi máy chủ có tối đa { $most } hạng. Hãy xóa bớt một hạng.
tier-bad-rank = **rank**: hãy nhập một số nguyên từ 1 đến { $most }.
tier-rank-taken = **rank**: thứ bậc { $rank } đang thuộc về <@&{ $role }>. Hãy chọn số khác.
tier-bad-multiplier = **multiplier**: hãy nhập một số từ 1,0 đến 10,0.
tier-bad-threshold = **threshold**: hãy nhập một số nguyên từ 0 đến { $most }; 0 là không có mốc.

# Nhật ký: quản lý và thành viên đã làm gì
audit-did-points-rule-changed = { $actor } đã đặt { $did } được { POINTS($points, $currency) }{ $daily_cap ->
    [0] {""}
   *[other] , tối đa { $daily_cap } lần mỗi ngày
}{ $cooldown ->
    [0] {""}
   *[other] , cách nhau { $cooldown } giây
}
audit-did-points-rule-reset = { $actor } đã đưa { $did } về như ban đầu
audit-did-points-action-named = { $actor } đã đặt tên hoạt động { $did }, được { POINTS($points, $currency) }
audit-did-points-action-removed = { $actor } đã xóa hoạt động { $did }
audit-did-tiers-set = { $actor } đã đặt <@&{ $role }> làm hạng thứ { $rank }, ×{ NUMBER($times, maximumFractionDigits: 2) }{ $threshold ->
    [0] {""}
   *[other] , từ { POINTS($threshold, $currency) }
}
audit-did-tiers-removed = { $actor } đã xóa hạng <@&{ $role }>
audit-did-privacy-leaderboard-hidden = { $actor } đã ẩn mình khỏi bảng xếp hạng
audit-did-privacy-leaderboard-shown = { $actor } đã hiện lại trên bảng xếp hạng
