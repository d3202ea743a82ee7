audit-kind-rewards = Phần thưởng
audit-kind-codes = Mã
audit-kind-points = Điểm
audit-kind-goals = Mục tiêu
audit-kind-workflows = Quy trình
audit-kind-settings = Cài đặt
audit-kind-privacy = Quyền riêng tư
audit-kind-stats = Thống kê
audit-parts-show = Xem từng người …
audit-parts-of = { $reward ->
    [0] Điểm
   *[other] { $reward }
} · { $members } thành viên
audit-whole = Toàn bộ nhật ký
audit-title = Nhật ký
audit-empty = Chưa có gì được ghi lại.
audit-empty-chosen = Không có gì khớp với lựa chọn này. Hãy bỏ bớt một lựa chọn.
audit-number = { $value }
audit-nothing = không có

# Những gì đã làm; tên hành động như các dịch vụ ghi lại
audit-did-points-awarded = { $actor } đã trao cho { $member } { POINTS($amount, $currency) }{ $workflow ->
    [0] {""}
   *[other] {" "}theo quy trình **{ $workflow }**
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-refunded = { $actor } đã hoàn { POINTS($amount, $currency) } cho { $member }{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-deducted = { $actor } đã trừ { POINTS($amount, $currency) } của { $member }{ $workflow ->
    [0] {""}
   *[other] {" "}theo quy trình **{ $workflow }**
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-corrected = { $actor } đã trừ { POINTS($amount, $currency) } trong cả hai ví của { $member }{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-many-started = { $actor } đã bắt đầu { $kind ->
    [award] trao { POINTS($amount, $currency) } cho
    [refund] hoàn { POINTS($amount, $currency) } cho
    [deduction] trừ { POINTS($amount, $currency) } của
    [correction] trừ { POINTS($amount, $currency) } trong cả hai ví của
    [import] nhập điểm của
    [reset] mùa mới cho
   *[other] đổi điểm của
} { $members } thành viên{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-points-many-finished = { $way ->
    [undone] Đã hoàn tác
   *[other] Đã xong
} { $kind ->
    [import] lần nhập điểm
    [reset] mùa mới
   *[other] lần đổi điểm cho nhiều người
} do { $actor } bắt đầu, với { $members } thành viên: { $spend } điểm để tiêu, { $earn } điểm tích lũy
audit-did-points-many-undone = { $actor } đã bắt đầu hoàn tác { $kind ->
    [import] lần nhập điểm
    [reset] mùa mới
   *[other] lần đổi điểm
} của { $members } thành viên
audit-did-points-imported = { $actor } đã nhập { $way ->
    [taken] −
   *[given] {""}
}{ POINTS($amount, $currency) } của { $member } từ bot khác
audit-did-points-reset = { $actor } đã mở mùa mới và lấy { POINTS($amount, $currency) } của { $member }
audit-did-points-undone = { $actor } đã hoàn tác phần của { $member }: { $way ->
    [taken] −{ POINTS($amount, $currency) }
   *[given] trả lại { POINTS($amount, $currency) }
}
audit-did-reward-created = { $actor } đã tạo { $kind ->
    [badge] huy hiệu
    [voucher] voucher
   *[coupon] phiếu quà
} **{ $reward }**
audit-did-reward-edited = { $actor } đã sửa **{ $reward }**: { $changes }
audit-did-reward-role-gone = { $actor } tạm dừng việc nhận **{ $reward }**: vai trò cần có đã bị xóa
audit-did-reward-published = { $actor } đã đăng **{ $reward }**
audit-did-reward-unpublished = { $actor } đã ngừng đăng **{ $reward }**
audit-did-reward-archived = { $actor } đã lưu trữ **{ $reward }**
audit-did-reward-claimed = { $actor } đã mua **{ $reward }** với { POINTS($paid, $currency) }
audit-did-reward-granted = { $actor } đã trao **{ $reward }** cho { $member }{ $source ->
    [workflow] { $named ->
        [0] {" "}theo một quy trình
       *[other] {" "}theo quy trình **{ $named }**
    }
    [goal] { $named ->
        [0] {" "}nhờ một mục tiêu
       *[other] {" "}nhờ mục tiêu **{ $named }**
    }
    [raffle] { $named ->
        [0] , trúng trong một cuộc rút thăm
       *[other] , trúng trong cuộc rút thăm <t:{ $named }:f>
    }
    [delivery] { $named ->
        [0] , do một phiếu quà tự giao
       *[other] , do phiếu quà **{ $named }** tự giao
    }
   *[manager] {""}
}
audit-did-reward-revoked = { $actor } đã thu hồi **{ $reward }** của { $member }{ $refunded ->
    [0] {""}
   *[other] {" "}và trả lại { POINTS($refunded, $currency) }
}{ $code ->
    [available] ; mã đã trở lại kho
    [void] ; mã đã bị hủy
   *[other] {""}
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-reward-expired-many = **{ $reward }** hết hạn với { $members } thành viên
audit-did-reward-expired = **{ $reward }** của { $member } đã hết hạn
audit-did-code-claimed = { $actor } đã nhận một mã của **{ $reward }**
audit-did-codes-imported = { $actor } đã nhập { $added } mã vào **{ $reward }** từ { $file }
audit-did-codes-import-undone = { $actor } đã hoàn tác việc nhập { $file } vào **{ $reward }**: { $removed } mã đã rời kho, { $out } mã đã được trao hoặc đã hủy
audit-did-coupon-redeemed = { $actor } đã đánh dấu **{ $reward }** của { $member } là đã dùng
audit-did-coupon-delivered = **{ $reward }** đã được trao cho { $member }: <@&{ $role }>{ $until ->
    [0] {""}
   *[other] {" "}đến <t:{ NUMBER($until, useGrouping: 0) }:f>
}
audit-did-coupon-returned = **{ $reward }** của { $member } không trao được{ $refunded ->
    [0] {""}
   *[other] {""}; đã hoàn { POINTS($refunded, $currency) }
}
audit-did-coupon-role-ended = <@&{ $role }> của { $member } đã được gỡ: thời hạn đã mua kết thúc
audit-did-bulk-started = { $actor } đã bắt đầu trao **{ $reward }** cho { $members } thành viên
audit-did-bulk-finished = **{ $reward }** đã được trao cho { $granted }/{ $members } thành viên, theo yêu cầu của { $actor }
audit-did-codes-exported = { $actor } đã xuất { $count } mã của **{ $reward }**
audit-did-code-voided = { $actor } đã hủy mã ở dòng { $line } của **{ $reward }**{ $was ->
    [available] {""}
   *[other] { " " }({ $member } đang giữ)
}
audit-did-code-withdrawn = { $actor } đã hủy mã #{ $number } của **{ $reward }**{ $was ->
    [available] {""}
   *[other] { " " }({ $member } đang giữ)
}{ $note ->
    [0] {""}
   *[other] : { $note }
}
audit-did-privacy-profile-hidden = { $actor } đã ẩn hồ sơ của mình
audit-did-privacy-profile-shown = { $actor } đã hiện lại hồ sơ của mình
audit-did-settings-timezone = { $actor } đã đặt múi giờ là { $after } (trước đó: { $before })
audit-did-settings-language = { $actor } đã đặt ngôn ngữ là { $after ->
    [en] tiếng Anh
    [vi] tiếng Việt
   *[other] { LANGUAGE($after) }
}
audit-did-settings-wallet-mode = { $actor } đã cho thành viên thấy { $after ->
    [single] một số dư
   *[other] hai số dư
}
audit-did-settings-currency = { $after ->
    [0] { $actor } đã đưa tên điểm về mặc định
   *[other] { $actor } đã đặt tên cho điểm là { $after }
}
audit-did-settings-announcement-channel-id = { $after ->
    [0] { $actor } đã ngừng thông báo
   *[other] { $actor } đã chọn <#{ $after }> để thông báo
}
audit-did-settings-notices-channel-id = { $after ->
    [0] { $actor } đã ngừng báo cho quản lý
   *[other] { $actor } đã chọn <#{ $after }> để báo cho quản lý
}
audit-did-settings-low-pool-percent = { $actor } đã đặt mức sắp hết mã là { $after }% (trước đó: { $before }%)
audit-did-settings-pictures = { $after ->
    [True] { $actor } đã bật hình ảnh
   *[other] { $actor } đã tắt hình ảnh
}
audit-did-settings-missing-badges = { $after ->
    [True] { $actor } đã cho bộ sưu tập vẽ cả những huy hiệu còn thiếu
   *[other] { $actor } đã cho bộ sưu tập bỏ qua những huy hiệu còn thiếu
}
audit-did-settings-proxy-added = { $actor } đã tin cậy bot đăng lại <@{ $bot }>
audit-did-settings-proxy-removed = { $actor } đã ngừng tin cậy bot đăng lại <@{ $bot }>
audit-did-settings-manager-added = { $actor } đã cho <@&{ $role }> làm quản lý
audit-did-settings-manager-removed = { $actor } đã gỡ <@&{ $role }> khỏi danh sách quản lý
audit-did-settings-role-marked = { $actor } đã gắn <@&{ $role }> với **{ $subject }**
audit-did-settings-role-unmarked = { $actor } đã bỏ gắn <@&{ $role }> với **{ $subject }**
audit-did-privacy-erased = { $actor } đã xóa dữ liệu của mình
audit-did-workflow-created = { $actor } đã tạo quy trình **{ $workflow }**{ $enabled ->
    [1] {" "}và bật lên
   *[other] {""}
}
audit-did-workflow-edited = { $actor } đã sửa quy trình **{ $workflow }** (phiên bản { $version })
audit-did-workflow-enabled = { $actor } đã bật quy trình **{ $workflow }**
audit-did-workflow-disabled = { $actor } đã tắt quy trình **{ $workflow }**
audit-did-workflow-archived = { $actor } đã lưu trữ quy trình **{ $workflow }**
audit-did-workflow-retried = { $goal ->
    [0] { $workflow ->
        [0] { $actor } đã cho chạy tiếp một lượt bị lỗi của { $member }
       *[other] { $actor } đã cho chạy tiếp một lượt bị lỗi của **{ $workflow }** cho { $member }
    }
   *[other] { $actor } đã thử lại phần thưởng của mục tiêu **{ $goal }** cho { $member }
}
audit-did-workflow-retried-all = { $actor } đã cho chạy tiếp { $runs } lượt bị lỗi của { $goal ->
    [0] **{ $workflow }**
   *[other] mục tiêu **{ $goal }**
}
audit-did-reward-holders-exported = { $actor } đã xuất danh sách những ai có **{ $reward }** ({ $count } dòng)
audit-did-coupon-open-exported = { $actor } đã xuất danh sách phiếu quà cần trao{ $reward ->
    [0] {""}
   *[other] {" "}của **{ $reward }**
} ({ $count } dòng)

audit-field-name = tên
audit-field-description = mô tả
audit-field-instructions = hướng dẫn
audit-field-cost = giá
audit-field-stock = số lượng
audit-field-expires-on = ngày hết hạn
audit-field-member-limit = giới hạn mỗi người
audit-field-required-role-id = vai trò cần có
audit-field-badge-role-id = vai trò
audit-field-delivers-role-id = vai trò được trao
audit-field-delivers-days = số ngày có vai trò
audit-field-delivers-voucher-id = mã được trao
audit-field-image = hình ảnh
audit-field-badge-colour = màu
audit-field-badge-shape = hình dáng
audit-field-publish-at = mở từ
audit-field-unpublish-at = mở đến
audit-field-sale-cost = giá giảm
audit-field-sale-until = giảm giá đến
audit-field-announce = thông báo
audit-did-stats-exported = { $actor } đã xuất số liệu { $subject ->
    [points] điểm
    [redemption] phần thưởng đã dùng
    [stock] tồn kho
    [workflows] quy trình
   *[reward] của **{ $reward }**
}
audit-did-settings-thanks-points = { $after ->
    [0] { $actor } đã tắt tính năng cảm ơn
   *[other] { $actor } đã đặt mỗi lời cảm ơn cho { POINTS($after, $currency) } (trước đó: { $before })
}
audit-did-settings-thanks-quota = { $actor } đã đặt số người mà mỗi thành viên có thể cảm ơn trong một ngày là { $after } (trước đó: { $before })
audit-did-settings-thanks-cap = { $actor } đã đặt số lần mỗi thành viên được cảm ơn trong một ngày là { $after } (trước đó: { $before })
audit-did-settings-leaderboard-posted = { $actor } đã chọn <#{ $channel }> để đăng { $places } hạng đầu của mỗi { $span ->
    [week] tuần
    [quarter] quý
   *[other] tháng
}
audit-did-settings-leaderboard-not-posted = { $actor } đã ngừng đăng bảng xếp hạng của mỗi { $span ->
    [week] tuần
    [quarter] quý
   *[other] tháng
}
audit-did-points-thanked = { $actor } đã cảm ơn { $member }, người này nhận { POINTS($amount, $currency) }
audit-did-raffle-opened = { $actor } đã mở cuộc rút thăm **{ $reward }**: { $units } phần thưởng; SHA-256 của chuỗi gốc: { $commitment }
audit-did-raffle-closed-early = { $actor } đã đóng sớm cuộc rút thăm **{ $reward }**, với { $entries } lượt tham gia
audit-did-raffle-cancelled = { $actor } đã hủy cuộc rút thăm **{ $reward }**, với { $entries } lượt tham gia
audit-did-raffle-drawn = { $actor } đã rút thăm **{ $reward }**: { $winners } người trúng trong { $entries } lượt tham gia
audit-did-raffle-lapsed = { $member } không nhận **{ $reward }** kịp thời hạn; người kế tiếp được rút
