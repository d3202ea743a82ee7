bulk-nobody = Không có ai để trao. Hãy chọn một vai trò có người giữ, hoặc một tệp chứa ID của họ.
bulk-stock-short = **{ $reward }** không đủ: còn thiếu { $missing }. Chưa ai nhận được gì. Hãy bổ sung thêm, hoặc chọn *Trao đến khi hết*.
