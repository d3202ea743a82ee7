revoke-already-used = Phiếu quà này đã được dùng nên không thể thu hồi. Để trả điểm, hãy dùng `/points award` với lựa chọn *Hoàn điểm*.
revoke-already-over = Mục này đã kết thúc: đã bị thu hồi hoặc đã hết hạn. Không có gì thay đổi.
