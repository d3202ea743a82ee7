code-not-a-voucher = Chỉ voucher mới có mã. Hãy chọn một voucher trong danh sách gợi ý.
code-no-such-number = Voucher này không có mã { $given }. `/codes list` cho biết những số hiện có.
code-no-such = Voucher này không có mã đó. Hãy nhập cả mã, số của mã như #12, hoặc bốn ký tự cuối: bạn có thể xem bằng `/codes list`.
code-ambiguous = Có nhiều mã khớp. Hãy nhập cả mã, hoặc số của mã như #12.
code-over = Mã này đã bị hủy trước đó hoặc đã hết hạn. Không có gì thay đổi.
