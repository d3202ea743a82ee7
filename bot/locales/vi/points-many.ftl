points-many-nobody = Không có ai để đổi điểm. Hãy chọn một vai trò có người, hoặc một tệp chứa ID của họ.
points-many-already-done = Tệp này đã được nhập lúc <t:{ $moment }:f>. Không có gì thay đổi. Nếu muốn nhập lại, hãy hoàn tác lần đó trước.
points-many-unfinished = Việc này chưa xong. Khi nào xong mới hoàn tác được.
points-many-bad-share = Tỉ lệ là số nguyên phần trăm từ 1 đến { $most }.
points-many-bad-above = Số điểm giữ lại là số nguyên từ 0 đến { $most }.
