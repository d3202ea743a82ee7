command-audit = Xem ai đã làm gì và khi nào
command-audit-member = Chỉ những gì liên quan đến thành viên này
command-audit-actor = Chỉ những gì thành viên này đã làm
command-audit-page = Trang nào
command-audit-kind = Chỉ những gì thuộc loại này
command-audit-reward = Chỉ những gì liên quan đến phần thưởng này
