# Quy trình dùng được ngay
workflow-ready-name-goal-badge = Huy hiệu cho mục tiêu
workflow-ready-about-goal-badge = Ai hoàn thành mục tiêu không có phần thưởng riêng sẽ nhận huy hiệu.
workflow-ready-name-course-voucher = Voucher cho khóa học
workflow-ready-about-course-voucher = Ai hoàn thành một khóa học sẽ nhận voucher.
workflow-ready-name-welcome-coupon = Phiếu quà chào mừng
workflow-ready-about-welcome-coupon = Ai mua gói hội viên lần đầu sẽ nhận phiếu quà.
workflow-ready-name-welcome-loop = Chào đón thành viên
workflow-ready-about-welcome-loop = Người mới được chào đón trong một kênh cùng 10 điểm, và sau ba ngày được nhắn có gì để làm.
workflow-ready-name-streak-bonus = Thưởng chuỗi ngày
workflow-ready-about-streak-bonus = Cứ bảy ngày liên tiếp được tặng 50 điểm.
workflow-ready-text-welcome = Chào mừng { $member } đến với { $server }! Bạn bắt đầu với { $points }. Hãy chào mọi người và kể điều gì đưa bạn đến đây nhé.
workflow-ready-text-look-around = Bạn đã ở { $server } được ba ngày. Hãy xem mục tiêu của bạn bằng `/goals`, và điểm của bạn đổi được gì bằng `/store`.
workflow-ready-text-streak = Thêm bảy ngày liên tiếp ở { $server }: tặng bạn { $points }. Tiếp tục nhé!
workflow-ready-name-best-of-month = Ba người đứng đầu tháng
workflow-ready-about-best-of-month = Khi tháng kết thúc, tặng phần thưởng cho ba người đứng đầu bảng xếp hạng tháng đó và nhắn cho họ biết.
workflow-ready-text-best = 🏆 Bạn đã về hạng { $place } trên bảng xếp hạng tháng vừa rồi của { $server }, với { $points }. { $reward } là của bạn!
