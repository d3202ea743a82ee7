thanks-given = Bạn đã cảm ơn { $member }: họ nhận được { POINTS($points, $currency) }.
thanks-private = Họ không thấy ai đã cảm ơn.
thanks-left = { $left ->
    [0] Đó là lời cảm ơn cuối cùng của bạn hôm nay.
   *[other] Hôm nay bạn còn { $left } lời cảm ơn.
}
thanks-off = Máy chủ này đã tắt tính năng cảm ơn nhau.
thanks-to-oneself = Bạn không thể tự cảm ơn mình. Hãy chọn người đã giúp bạn.
thanks-none-left = Bạn đã dùng hết { $quota } lời cảm ơn của hôm nay. Ngày mai bạn lại có thể cảm ơn tiếp.
thanks-enough = Hôm nay bạn không thể cảm ơn { $member } nữa. Hãy thử lại vào ngày mai, hoặc cảm ơn người khác.
thanks-left-out = { $member } không tham gia tính điểm ở đây nên không thể được cảm ơn. Hãy cảm ơn người khác.
