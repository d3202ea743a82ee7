leaderboard-title-week = Bảng xếp hạng tuần này
leaderboard-title-month = Bảng xếp hạng tháng này
leaderboard-title-quarter = Bảng xếp hạng quý này
leaderboard-title-ever = Bảng xếp hạng từ trước đến nay
leaderboard-span-week = Tuần này
leaderboard-span-month = Tháng này
leaderboard-span-quarter = Quý này
leaderboard-span-ever = Từ trước đến nay
leaderboard-place = **{ $place }.** { $member } · { POINTS($points, $currency) }
leaderboard-be-first = Bạn có thể là người đầu tiên: hãy kiếm điểm bằng cách { $ways }.
leaderboard-empty = { $span ->
    [week] Tuần này chưa ai nhận được điểm.
    [month] Tháng này chưa ai nhận được điểm.
    [quarter] Quý này chưa ai nhận được điểm.
   *[ever] Chưa ai có điểm ở đây.
}
leaderboard-mine = Bạn đứng thứ { $place } với { POINTS($points, $currency) }.
leaderboard-mine-far = Bạn đứng sau hạng { $places }, với { POINTS($points, $currency) }.
leaderboard-no-place = Bạn chưa có tên trên bảng: hãy kiếm điểm bằng cách { $ways }.
leaderboard-hidden = Bạn đang ẩn khỏi bảng xếp hạng. Hiện lại bằng `/privacy leaderboard`.
leaderboard-left-out = Bạn không có trên bảng này: các quản lý đã quyết định không tính điểm cho bạn.
leaderboard-compared-week = Mũi tên: số hạng tăng hoặc giảm so với tuần trước.
leaderboard-compared-month = Mũi tên: số hạng tăng hoặc giảm so với tháng trước.
leaderboard-compared-quarter = Mũi tên: số hạng tăng hoặc giảm so với quý trước.
leaderboard-compared-new = ★: mới có tên.
leaderboard-row = { $place }. { $member }: { $points }
leaderboard-row-mine = { $place }. { $member } (bạn): { $points }
leaderboard-change-new = mới có tên
leaderboard-change-same = giữ hạng
leaderboard-change-up = tăng { $places } hạng
leaderboard-change-down = giảm { $places } hạng
leaderboard-new = mới
leaderboard-share = Khoe hạng của tôi
leaderboard-shared = { $member } đứng thứ { $place } { $span ->
    [week] tuần này
    [month] tháng này
   *[quarter] quý này
}.
leaderboard-rank-line = { $points } { $span ->
    [week] tuần này
    [month] tháng này
   *[quarter] quý này
}
leaderboard-nothing-to-share = Không có gì để khoe: hiện bạn chưa có hạng trên bảng này.
leaderboard-over-title = Bảng xếp hạng: { $period }
leaderboard-over-week = tuần từ { DATETIME($day, dateStyle: "long") }
leaderboard-over-first = Chúc mừng { $members }!
