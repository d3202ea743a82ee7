coupon-no-such = Không có phiếu quà nào mang mã này. Hãy kiểm tra từng ký tự, hoặc tìm theo thành viên bằng `/coupon find`.
coupon-used = Phiếu quà **{ $reward }** này đã được dùng <t:{ NUMBER($at, useGrouping: 0) }:f>, do <@{ NUMBER($by, useGrouping: 0) }> xác nhận. Không có gì thay đổi.
coupon-expired = Phiếu quà **{ $reward }** này chỉ dùng được đến { $day }, nay đã hết hạn và không dùng được nữa.
coupon-revoked = Phiếu quà **{ $reward }** này đã bị quản lý thu hồi nên không dùng được nữa. Không có gì thay đổi.
coupon-delivers-itself = **{ $reward }** được trao tự động, nên không có mã để đưa ra và không cần xác nhận.
