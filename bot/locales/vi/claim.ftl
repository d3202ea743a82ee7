claim-price-changed = Giá của **{ $reward }** vừa đổi từ { $before } thành { $now }. Bạn chưa bị trừ điểm; đây là giá mới.
claim-offer-gone = Thẻ này đã quá cũ để xác nhận. Hãy mở `/store` để lấy thẻ mới; bạn chưa bị trừ điểm.
