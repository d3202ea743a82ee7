store-title = Cửa hàng
store-balance = Bạn có **{ POINTS($amount, $currency) }** để tiêu.
store-empty = Hiện không có phần thưởng nào. Điểm của bạn vẫn còn nguyên.
store-earn-more = Kiếm thêm bằng cách { $ways }.
store-claim = Đổi
store-ends = đóng { $when }
store-earned = Nhận nhờ hoạt động
store-earned-badge = Huy hiệu: bạn nhận được nhờ những gì bạn làm ở đây, hoặc do quản lý trao.
store-earned-voucher = Mã của đối tác: bạn nhận được nhờ những gì bạn làm ở đây, hoặc do quản lý trao.
store-delivers-role = Bạn nhận vai trò <@&{ $role }> { $days ->
    [0] vĩnh viễn
   *[other] trong { $days } ngày
}.
store-delivers-code = Bạn nhận được mã ngay.
store-way-goal = mục tiêu { $goal } ({ $period ->
    [weekly] mỗi tuần
    [monthly] mỗi tháng
   *[quarterly] mỗi quý
})
store-way-workflow = { $workflow }
store-earned-by = { $kind ->
    [badge] Huy hiệu
   *[voucher] Mã của đối tác
} nhận được nhờ: { $ways }{ $more ->
    [0] {""}
   *[other] , và { $more } cách khác
}.
