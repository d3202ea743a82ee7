# Thành viên đã đi được bao xa
goals-title = Mục tiêu của bạn
goals-empty = Chưa có mục tiêu nào.
goals-progress = { $bar } **{ $done }** / { $target }
goals-completed = ✅ **Hoàn thành**: { $target }
goals-ends = kết thúc { $moment }
goals-anew = bắt đầu lại { $moment }
goals-reward = phần thưởng: { $reward }
goals-ring = { $done }/{ $target }
goals-ring-completed = Đã hoàn thành
goals-reached = Hoàn thành mục tiêu

# Từ ngữ
goal-period-weekly = Hằng tuần
goal-period-monthly = Hằng tháng
goal-period-quarterly = Hằng quý
goal-counts-points = Điểm kiếm được theo quy tắc
goal-amount-daily_login = { $count } ngày có hoạt động
goal-amount-post_created = { $count } tin nhắn
goal-amount-comment_created = { $count } lượt trả lời
goal-amount-like_received = { $count } lượt thả biểu cảm từ người khác
goal-amount-voice_minute = { $count } phút trong kênh thoại
goal-amount-event_checkin = { $count } sự kiện
goal-amount-course_complete = { $count } khóa học
goal-amount-lesson_complete = { $count } bài học
goal-amount-quiz_pass = { $count } bài kiểm tra
goal-amount-membership_purchase = { $count } gói hội viên
goal-amount-membership_renewal = { $count } lần gia hạn
goal-amount-of-your-own = { $count } × { $action }

# Mục tiêu có sẵn
goal-ready-regular = Thành viên chăm chỉ
goal-ready-conversation = Trò chuyện rôm rả
goal-ready-star = Ngôi sao của tháng
goal-ready-learner = Ham học hỏi
