why-title = Vì sao?
why-title-of = Vì sao? · { $member }
why-part-activity = Điểm
why-part-goals = Mục tiêu
why-part-workflows = Quy trình
why-activity-none = Trong 90 ngày qua Laurel chưa thấy hoạt động nào.
why-activity-hint = Thiếu điều gì đó? Vậy là Laurel đã không thấy: Laurel cần xem được kênh đó, và biểu cảm thả cho tin nhắn của chính mình hay của bot thì không tính. Nội dung tin nhắn không bao giờ được lưu.
why-goals-none = Hiện chưa có mục tiêu nào.
why-goals-hint = Mục tiêu bắt đầu lại ở mỗi kỳ. Những gì xảy ra trước khi có mục tiêu thì không tính.
why-workflows-none = Trong 90 ngày qua không có quy trình nào chạy.
why-workflows-hint = Quy trình chạy khi việc kích hoạt xảy ra và mọi điều kiện đều đúng (✅). Chỉ một điều kiện không đúng (❌) là quy trình không làm gì.

# Được bao nhiêu điểm, và vì sao không nhiều hơn
why-times = { $times } × { $what }
why-paid = được { $points }{ $made ->
    [0] .
   *[other] : { $made }.
}
why-paid-parts = được một phần của một điểm{ $made ->
    [0] {""}
   *[other] : { $made }
}; các phần được cộng dồn cho đến khi đủ một điểm.
why-carried = Các phần của một điểm được cộng dồn cho đến khi đủ một điểm.
why-factor-place = { NUMBER($times, maximumFractionDigits: 1) } (nơi này)
why-factor-boost = { NUMBER($times, maximumFractionDigits: 1) } (đợt tăng điểm)
why-factor-tier = { NUMBER($times, maximumFractionDigits: 2) } (hạng)
why-paid-nothing = không được điểm nào.
why-taken-back = Đã thu lại { $points } vì nó bị xóa trong vòng một phút.
why-pending = vẫn đang được xem xét. Hãy xem lại sau giây lát.
why-failed = gặp lỗi ở phía Laurel nên không có gì xảy ra. Quản lý đã được báo.
why-no-action = tự nó không được điểm, nhưng có thể khởi động quy trình.
why-ignored-absent = không tính: chỉ thành viên của máy chủ mới kiếm được điểm.
why-ignored-deleted = không tính: nó bị xóa trong vòng một phút.
why-ignored-other = không tính.
why-unpaid-rule-off = { $some ->
    [0] không được điểm: ở máy chủ này, việc đó không được điểm.
   *[other] Từ đó đến nay việc này đã thôi được điểm.
}
why-unpaid-cap = { $some ->
    [0] không được điểm: { $cap ->
        [0] đã đến giới hạn trong ngày.
       *[other] mỗi ngày chỉ tính điểm { $cap } lần, và hôm đó đã được { $had } lần.
    }
   *[other] Không phải tất cả đều được điểm: { $cap ->
        [0] đã đến giới hạn trong ngày.
       *[other] mỗi ngày chỉ tính điểm { $cap } lần, và hôm đó đã được { $had } lần.
    }
}
why-unpaid-cooldown = không được điểm: quá sớm sau lần được điểm trước đó{ $seconds ->
    [0] .
   *[other] {" "}(cứ { $seconds } giây chỉ tính một lần).
}
why-unpaid-place = không được điểm: ở nơi này không kiếm được điểm.
why-unpaid-left-out = không được điểm: quản lý đã quyết định không tính điểm cho { $own ->
    [1] bạn
   *[0] thành viên này
}.

# Mục tiêu
why-goal-missing = còn thiếu { $missing }, kết thúc { $ends }
why-goal-counts = Chỉ tính những gì được điểm: phần vượt giới hạn trong ngày hoặc quá sớm sau lần trước thì không tính.
why-goal-done = Đã hoàn thành. Bắt đầu lại { $ends }.
why-goal-reward-given = { $reward ->
    [none] Phần thưởng đã được trao.
   *[other] Đã trao **{ $reward }** cho mục tiêu này.
}
why-goal-reward-next = **{ $reward }** sắp được trao, nếu lúc đó đã là phần thưởng của mục tiêu.
why-goal-reward-failed = { $reward ->
    [none] Chưa trao được phần thưởng
   *[other] Chưa trao được **{ $reward }**
}: { $reason } Quản lý đã được báo và có thể thử lại.
