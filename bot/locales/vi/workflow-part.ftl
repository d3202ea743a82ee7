# Các phần tạo nên quy trình. Mỗi cụm là một mảnh của câu: "Khi …, nếu …, thì …."
# Mục chưa đặt là none; mục có hay không là yes hoặc no.

## Bắt đầu bằng gì
workflow-name-trigger-user_signup = Có người tham gia
workflow-trigger-user_signup = có người tham gia lần đầu
workflow-name-trigger-daily_login = Hoạt động đầu tiên trong ngày
workflow-trigger-daily_login = một thành viên hoạt động lần đầu trong ngày
workflow-name-trigger-post_created = Tin nhắn hoặc bài diễn đàn
workflow-trigger-post_created = một thành viên viết { $channel ->
    [none] tin nhắn hoặc bài diễn đàn
   *[other] trong { $channel }
}
workflow-name-trigger-post_comment = Trả lời hoặc tin trong chủ đề
workflow-trigger-post_comment = một thành viên trả lời hoặc viết trong chủ đề{ $channel ->
    [none] {""}
   *[other] {" "}ở { $channel }
}
workflow-name-trigger-post_reaction = Thả biểu cảm
workflow-trigger-post_reaction = một thành viên thả biểu cảm{ $emoji ->
    [none] {""}
   *[other] {" "}{ $emoji }
}{ $channel ->
    [none] {""}
   *[other] {" "}trong { $channel }
}
workflow-name-trigger-like_received = Tin nhắn được thả biểu cảm
workflow-trigger-like_received = có người thả biểu cảm vào tin nhắn của một thành viên{ $channel ->
    [none] {""}
   *[other] {" "}trong { $channel }
}
workflow-name-trigger-event_registered = Quan tâm đến sự kiện
workflow-trigger-event_registered = một thành viên quan tâm đến { $event ->
    [none] một sự kiện
   *[other] sự kiện { $event }
}
workflow-name-trigger-event_checkin = Tham dự sự kiện
workflow-trigger-event_checkin = một thành viên tham dự { $event ->
    [none] một sự kiện
   *[other] sự kiện { $event }
}
workflow-name-trigger-membership_purchased = Gói hội viên bắt đầu
workflow-trigger-membership_purchased = một thành viên có { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
}
workflow-name-trigger-membership_renewed = Gói hội viên được gia hạn
workflow-trigger-membership_renewed = một thành viên gia hạn { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
}
workflow-name-trigger-membership_cancelled = Gói hội viên kết thúc
workflow-trigger-membership_cancelled = { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
} của một thành viên kết thúc
workflow-name-trigger-membership_tier_changed = Gói hội viên đổi hạng
workflow-trigger-membership_tier_changed = { $plan ->
    [none] gói hội viên
   *[other] gói { $plan }
} của một thành viên đổi { $tier ->
    [none] hạng
   *[other] sang hạng { $tier }
}
workflow-name-trigger-course_enrolled = Ghi danh vào khóa học
workflow-trigger-course_enrolled = một thành viên ghi danh vào { $id ->
    [none] một khóa học
   *[other] khóa học { $id }
}
workflow-name-trigger-course_complete = Hoàn thành khóa học
workflow-trigger-course_complete = một thành viên hoàn thành { $id ->
    [none] một khóa học
   *[other] khóa học { $id }
}
workflow-name-trigger-lesson_complete = Hoàn thành bài học
workflow-trigger-lesson_complete = một thành viên hoàn thành { $id ->
    [none] một bài học
   *[other] bài học { $id }
}
workflow-name-trigger-quiz_passed = Vượt qua bài kiểm tra
workflow-trigger-quiz_passed = một thành viên vượt qua { $id ->
    [none] một bài kiểm tra
   *[other] bài kiểm tra { $id }
}
workflow-name-trigger-quiz_failed = Không vượt qua bài kiểm tra
workflow-trigger-quiz_failed = một thành viên không vượt qua { $id ->
    [none] một bài kiểm tra
   *[other] bài kiểm tra { $id }
}
workflow-name-trigger-certificate_earned = Nhận chứng chỉ
workflow-trigger-certificate_earned = một thành viên nhận { $id ->
    [none] một chứng chỉ
   *[other] chứng chỉ { $id }
}
workflow-name-trigger-goal_completed = Hoàn thành mục tiêu
workflow-trigger-goal_completed = một thành viên hoàn thành { $goal ->
    [none] một mục tiêu
   *[other] mục tiêu *{ $goal }*
}{ $only_without_reward ->
    [yes] {" "}không có phần thưởng riêng
   *[other] {""}
}
workflow-name-trigger-tier_reached = Đạt hạng
workflow-trigger-tier_reached = một thành viên đạt { $role ->
    [none] một hạng
   *[other] hạng { $role }
}
workflow-name-trigger-streak_reached = Chuỗi ngày liên tiếp
workflow-trigger-streak_reached = một thành viên đã hoạt động { $days } ngày liên tiếp{ $repeat ->
    [yes] , và lặp lại sau mỗi chừng ấy ngày
   *[other] {""}
}
workflow-name-trigger-reward_claimed = Mua phiếu quà hoặc nhận mã
workflow-trigger-reward_claimed = một thành viên nhận { $reward ->
    [none] một phần thưởng
   *[other] *{ $reward }*
}
workflow-name-trigger-boost_started = Nâng cấp máy chủ
workflow-trigger-boost_started = một thành viên bắt đầu nâng cấp máy chủ
workflow-name-trigger-role_added = Được thêm vai trò
workflow-trigger-role_added = một thành viên có vai trò { $role }
workflow-name-trigger-role_removed = Mất vai trò
workflow-trigger-role_removed = một thành viên mất vai trò { $role }
workflow-name-trigger-voice_minutes = Thời gian trong kênh thoại
workflow-trigger-voice_minutes = một thành viên ở kênh thoại đủ { $minutes } phút trong ngày
workflow-name-trigger-schedule = Theo lịch
workflow-trigger-schedule = đến giờ theo lịch “{ $cron }”
workflow-name-trigger-custom = Hoạt động do bạn đặt
workflow-trigger-custom = một webhook báo hoạt động { $action }

## Hỏi điều gì
workflow-name-condition-has_role = Có vai trò
workflow-condition-has_role = họ có vai trò { $role }
workflow-name-condition-in_channel = Trong một kênh
workflow-condition-in_channel = việc đó diễn ra trong { $channel }
workflow-name-condition-points_at_least = Có đủ số điểm
workflow-condition-points_at_least = họ có ít nhất { POINTS($points, $currency) }{ $wallet ->
    [none] {""}
   *[other] {" "}({ $wallet })
}
workflow-name-condition-tier_is = Thuộc hạng
workflow-condition-tier_is = hạng của họ là { $role }{ $or_higher ->
    [yes] {" "}hoặc cao hơn
   *[other] {""}
}
workflow-name-condition-member_for_days = Đã tham gia một thời gian
workflow-condition-member_for_days = họ đã tham gia ít nhất { $days } ngày
workflow-name-condition-account_age_days = Tài khoản không mới tạo
workflow-condition-account_age_days = tài khoản Discord của họ đã có ít nhất { $days } ngày
workflow-name-condition-attribute = Có thuộc tính
workflow-condition-attribute = { $value ->
    [none] họ có thuộc tính { $name }
   *[other] thuộc tính { $name } của họ là { $value }
}
workflow-name-condition-first_time = Lần đầu của thành viên
workflow-condition-first_time = đây là lần đầu của họ
workflow-name-condition-all_of = Tất cả các điều kiện
workflow-condition-all_of = tất cả điều này đều đúng ({ $conditions })
workflow-name-condition-any_of = Ít nhất một điều kiện
workflow-condition-any_of = ít nhất một trong các điều này đúng ({ $conditions })
workflow-name-condition-not = Đảo một điều kiện
workflow-condition-not = điều này không đúng ({ $condition })

## Làm gì
workflow-name-step-assign_reward = Trao phần thưởng
workflow-step-assign_reward = trao *{ $reward }*
workflow-name-step-award_points = Cộng điểm
workflow-step-award_points = cộng { POINTS($points, $currency) }
workflow-name-step-deduct_points = Trừ điểm
workflow-step-deduct_points = trừ { POINTS($points, $currency) }
workflow-name-step-send_notification = Gửi tin nhắn trực tiếp
workflow-step-send_notification = nhắn họ “{ $text }”
workflow-name-step-announce = Thông báo trong kênh
workflow-step-announce = viết “{ $text }” trong { $channel }
workflow-name-step-add_role = Thêm vai trò
workflow-step-add_role = thêm vai trò { $role }
workflow-name-step-remove_role = Gỡ vai trò
workflow-step-remove_role = gỡ vai trò { $role }
workflow-name-step-update_membership_tier = Đổi hạng của gói hội viên
workflow-step-update_membership_tier = chuyển gói { $plan } của họ sang hạng { $tier }
workflow-name-step-set_user_attribute = Đặt thuộc tính
workflow-step-set_user_attribute = đặt thuộc tính { $name } là { $value }
workflow-name-step-webhook = Gọi webhook
workflow-step-webhook = gửi POST có chữ ký đến { $url }
workflow-name-step-wait = Chờ
workflow-step-wait = chờ { $duration }

## Tên các mục trong biểu mẫu (Discord cho phép 45 ký tự)
workflow-field-action = Tên hoạt động
workflow-field-channel = Kênh
workflow-field-condition = Điều kiện
workflow-field-conditions = Các điều kiện
workflow-field-cron = Lịch
workflow-field-days = Số ngày
workflow-field-duration = Bao lâu
workflow-field-emoji = Emoji
workflow-field-event = Liên kết hoặc ID sự kiện
workflow-field-go_on = Làm tiếp nếu không thực hiện được
workflow-field-goal = Mục tiêu
workflow-field-id = ID khóa học, bài học hoặc bài kiểm tra
workflow-field-minutes = Số phút trong ngày
workflow-field-name = Tên thuộc tính
workflow-field-only_without_reward = Chỉ mục tiêu không có phần thưởng
workflow-field-or_higher = Hạng cao hơn cũng được
workflow-field-plan = Tên gói
workflow-field-points = Số điểm
workflow-field-repeat = Lặp lại sau mỗi chừng ấy ngày
workflow-field-reward = Phần thưởng
workflow-field-role = Vai trò
workflow-field-text = Nội dung
workflow-field-tier = Hạng của gói hội viên
workflow-field-url = Địa chỉ
workflow-field-value = Giá trị
workflow-field-wallet = Loại điểm

## Các lựa chọn
workflow-choice-earn = đã tích lũy
workflow-choice-spend = còn để tiêu
