command-thanks = Cảm ơn một thành viên; họ được vài điểm, điểm của bạn vẫn nguyên
command-thanks-member = Người đã giúp bạn
