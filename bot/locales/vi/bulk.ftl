bulk-nobody = Không có ai để trao. Hãy chọn một vai trò có người, hoặc một tệp chứa ID của họ.
bulk-stock-short = **{ $reward }** không đủ: còn thiếu { $missing }. Chưa ai nhận được gì. Hãy bổ sung thêm, hoặc gõ lại lệnh và chọn *Trao đến khi hết*.
bulk-plan-too-old = Bản xem trước này đã quá 15 phút, có thể đã có người vào hoặc rời đi. Chưa có gì thay đổi; hãy gõ lại lệnh để có bản mới.
