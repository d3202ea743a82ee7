import-empty-file = Tệp này không có mã hay thành viên nào nên chưa có gì thay đổi. Hãy gửi tệp CSV, mỗi dòng cho một mã hoặc một thành viên.
import-not-a-csv = Dòng { $line } không giống CSV nên chưa đọc gì từ tệp này. Các giá trị trên một dòng cách nhau bằng dấu phẩy, dấu chấm phẩy hoặc tab. Nếu dùng bảng tính, hãy lưu dạng *CSV UTF-8*.
import-wrong-encoding = Dòng { $line } có ký tự không đọc được nên chưa nhập gì. Hãy lưu tệp bằng UTF-8 (trong bảng tính: *CSV UTF-8*) rồi thử lại.
import-open-quote = Dấu ngoặc kép mở ở dòng { $line } không được đóng nên chưa nhập gì. Hãy đóng hoặc bỏ nó rồi thử lại.
import-too-large = Tệp vượt giới hạn từ dòng { $line }: ở đây nhận tối đa { $most } dòng. Chưa nhập mã nào. Hãy chia nhỏ tệp, hoặc nhờ người vận hành Laurel chạy `python -m bot import-codes`.
import-too-many-members = Tệp vượt giới hạn từ dòng { $line }: ở đây nhận tối đa { $most } dòng. Chưa có gì thay đổi. Hãy chia nhỏ tệp rồi gửi từng phần.
import-gone = Lần nhập này đã bị hủy hoặc đã chờ quá một ngày. Chưa có mã nào được thêm; hãy gửi lại tệp bằng `/codes import`.
import-not-ready = Tệp vẫn đang được đọc. Hãy đợi bản xem trước rồi xác nhận.
import-file-not-kept = Tệp này không còn được giữ nên không thể đọc theo cách khác. Hãy gửi lại bằng `/codes import`.
import-still-coming-in = Mã của lần nhập này vẫn đang được thêm. Hãy hoàn tác khi đã thêm xong.
import-nothing-to-undo = Không có lần nhập nào để hoàn tác. `/codes list` cho biết đang có mã nào, từ tệp nào.

# The command line
import-no-such-community = Laurel không biết máy chủ { $community }. Hãy kiểm tra ID; Laurel phải từng ở máy chủ đó ít nhất một lần.
import-reading = Đang đọc { $file }
import-title = Mã cho { $reward }, từ { $file }
import-column-verdict = Loại
import-column-count = Số dòng
import-column-lines = Những dòng đầu
import-verdict-new = Mới
import-verdict-known = Đã có
import-verdict-known-other-date = Đã có với ngày khác, ngày cũ được giữ
import-verdict-elsewhere = Đã có trong voucher khác (--also-elsewhere để vẫn nhập)
import-verdict-twice = Trùng trong tệp
import-verdict-expired = Đã hết hạn
import-verdict-malformed = Không đọc được
import-verdict-mangled = Mới, nhưng trông như đã bị bảng tính đổi thành số
import-rejects-written = Những dòng không được nhập nằm trong { $file }, mỗi dòng kèm lý do.
import-nothing-new = Không có mã nào mới nên không có gì để nhập.
import-question = Nhập { $new } mã mới?
import-confirming = Đang nhập
import-cancelled = Chưa nhập mã nào.
import-done = Đã thêm { $added } mã vào { $reward }. Sẵn sàng để trao: { $usable }.
import-no-such-reward = Máy chủ này không có phần thưởng nào tên “{ $reward }”. `/reward list` cho biết đang có những gì.
import-ask-code-column = Chưa rõ cột nào chứa mã nên chưa đọc gì: hãy chỉ rõ bằng --code-column.
import-ask-date-column = Chưa rõ cột nào chứa ngày hết hạn: hãy chỉ rõ bằng --date-column, 0 là không có.
import-ask-order = Một số ngày có thể hiểu theo hai cách: hãy chỉ rõ bằng --first day hoặc --first month phần nào đứng trước.
import-ask-fill = { $count } mã không có ngày nên bị bỏ qua: hãy cho biết dùng được đến khi nào bằng --undated none, --undated voucher hoặc --undated NĂM-THÁNG-NGÀY.
import-marked = { $count } mã có dấu của bảng tính (="00123", '00123) và được nhập không kèm dấu; --as-written giữ nguyên dấu.
import-joined = { $count } dòng có phần trông như ngày nằm ngay sau mã (đầu tiên là dòng { $line }). Tất cả được coi là mã. Nếu đó là ngày hết hạn, hãy trả lời không rồi đặt dấu phẩy giữa hai phần: CODE,2030-12-31.
points-import-present = Thành viên đang ở đây
points-import-absent = Người không ở đây; điểm chờ họ trở lại
points-import-not-synced = Laurel chưa xem hết thành viên của máy chủ này nên có người bị tính là không ở đây. Hãy chạy bot một lần trước: hạng chỉ cấp vai trò cho thành viên mà Laurel biết là đang ở đây.
points-import-bots-unknown = Ở đây không phân biệt được bot với thành viên, vì chỉ Discord biết; /points import thì bỏ qua bot.
points-import-again = { $count } người trong số này đã nhận điểm từ một lần nhập cùng loại. { $mode ->
    [set] Ví của họ được đưa về các con số này.
   *[add] Họ sẽ được cộng thêm; --mode set sẽ đưa ví của họ về đúng các con số này.
}
points-import-proof = Tệp × tỷ lệ { $asked } − bỏ qua, giới hạn hoặc làm tròn { $lost } = { $points } điểm
points-import-nothing-new = Đúng nội dung này đã được nhập nên không thêm gì.
points-import-nobody = Không có ai trong tệp để nhập điểm.
points-import-question = Nhập điểm cho { $count } thành viên?
import-preparing = Đang chuẩn bị
points-import-done = Xong: { $members } thành viên thay đổi. Điểm tích lũy: +{ $earn }{ $setting ->
    [yes] {" "}−{ $earn_taken }
   *[no] {""}
}. Điểm để tiêu: +{ $spend }{ $setting ->
    [yes] {" "}−{ $spend_taken }
   *[no] {""}
}. Hoàn tác trong chat từ báo cáo ở `/points history`.
